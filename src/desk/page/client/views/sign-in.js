import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { state } from '../state.js';
import { languageButton } from './bar.js';

/** For whoever is not signed in: the academy's own sign-in where there is one, and how else to come in. */
export function signIn() {
  return html`
    <main class="sign-in">
      <div class="sign-in-box">
        <p class="sign-in-language">${languageButton()}</p>
        <h1 tabindex="-1"><span class="mark" aria-hidden="true"></span>${say('title')}</h1>
        ${state.sessionOver ? html`<p class="notice bad">${say('session.over')}</p>` : nothing}
        <p>${say('sign_in.lead')}</p>
        ${
          state.oidc
            ? html`<p><a class="button primary" href="/desk/sign-in">${say('sign_in.button')}</a></p>
                <p class="quiet">${say('sign_in.or_invitation')}</p>`
            : html`<p class="quiet">${say('sign_in.invitation')}</p>`
        }
        <p class="quiet">${say('sign_in.for_staff')}</p>
        <p><a href="/accessibility?locale=${state.locale}">${say('accessibility')}</a></p>
      </div>
    </main>
  `;
}
