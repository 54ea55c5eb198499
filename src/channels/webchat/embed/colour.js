import { set } from './settings.js';

/** The chat's own. */
export const COLOUR = '#1f2a5a';

/** The portal's colour, if white can be read on it. */
export function colour() {
  const wanted = set.color ?? (set.theme === 'dsfr' ? '#000091' : COLOUR);
  if (/^#[0-9a-f]{6}$/i.test(wanted) && 1.05 / (luminance(wanted) + 0.05) >= 4.5) return wanted;
  // biome-ignore lint/suspicious/noConsole: the only way to tell who writes the portal
  console.warn(`Permanence: data-color="${wanted}" is not used; white on it must have a contrast of 4.5:1.`);
  return COLOUR;
}

/** @param {string} hex */
function luminance(hex) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
