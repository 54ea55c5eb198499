// In JavaScript that any Node.js reads: an older one would only say that it does not know files that end in .ts.
const NEEDED = 24;
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < NEEDED) {
  process.stderr.write(
    `Permanence needs Node.js ${NEEDED} or later, and this is ${process.version} (${process.execPath}).
Install it from https://nodejs.org, or run npm ci without --omit=dev, which brings one along.
Permanence demande Node.js ${NEEDED} ou plus récent, et celui-ci est ${process.version}.\n`,
  );
  process.exit(1);
}
