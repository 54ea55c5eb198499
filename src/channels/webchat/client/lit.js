// The parts of lit-html in use; the server puts the package's files into the folder lit/.

export { repeat } from './lit/directives/repeat.js';
export { html, nothing, render } from './lit/lit-html.js';
