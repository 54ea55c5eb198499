/** How a portal wants the chat to look. */
export interface Look {
  readonly theme: 'own' | 'dsfr';
  /** Six hexadecimal digits, dark enough for white on it; undefined for the theme's own. */
  readonly colour: string | undefined;
}

/** Contrast of white text that WCAG asks for. */
const CONTRAST = 4.5;

/** The look that an address asks for by `?theme=` and `?color=`; what is not legible is not taken. */
export function readLook(query: URLSearchParams): Look {
  const colour = query.get('color') ?? '';
  return {
    theme: query.get('theme') === 'dsfr' ? 'dsfr' : 'own',
    colour: /^[0-9a-f]{6}$/i.test(colour) && contrastWithWhite(colour) >= CONTRAST ? colour : undefined,
  };
}

/** As WCAG 2 defines it, from 1 to 21. */
export function contrastWithWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
