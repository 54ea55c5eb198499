/** What is used of WebAssembly, whose types come with those of browsers alone. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** Makes it larger by so many pages of 64 KB. Throws `RangeError` where there is no room. */
    grow(pages: number): number;
  }
}
