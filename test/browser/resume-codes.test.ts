import { expect } from 'chai';
import { violations } from '../helpers/axe.ts';
import { bubbles, hear, listenIn, press, shoot } from '../helpers/chat.ts';
import { act, openFirst, setDeskStage, write } from '../helpers/desk-stage.ts';
import { sideways } from '../helpers/measure.ts';

describe('a conversation that goes on on another device', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  it('is offered a code with a call-back, and the answer is found by it', async () => {
    const claire = await stage.agent('Claire Martin');
    const school = await stage.person();
    const told = await listenIn(school);
    expect(await school.locator('.come-back').count()).to.equal(0);
    stage.clock.advance(11 * 60_000);
    await hear(school, 'L’attente est plus longue', 30_000);
    await press(school, 'Une réponse plus tard ici');
    await school.locator('.come-back').waitFor();
    const offer = 'Pour retrouver la réponse sur un autre appareil, notez un code de reprise.';
    expect(await told()).to.include(`polite: ${offer}`);
    await school.locator('.come-back').scrollIntoViewIfNeeded();
    await shoot(school, 'chat-come-back');
    await school.getByRole('button', { name: 'Obtenir un code' }).click();
    const code = (await school.locator('.code').textContent()) ?? '';
    expect(code).to.match(/^\d{3} \d{3} \d{3} \d{3}$/);
    expect((await told()).at(-1)).to.include(code);
    expect(await violations(school)).to.deep.equal([]);
    await shoot(school, 'chat-code');

    const home = await stage.newcomer();
    await home.setViewportSize({ width: 320, height: 256 });
    await home.getByRole('button', { name: 'Options' }).click();
    await home.getByRole('button', { name: 'J’ai un code de reprise' }).click();
    const field = home.getByRole('textbox', { name: 'Votre code de reprise (12 chiffres)' });
    await field.fill('12');
    await field.press('Enter');
    await home.locator('#code-fault').waitFor();
    expect(await field.getAttribute('aria-describedby')).to.equal('code-fault');
    expect(await home.evaluate('document.activeElement.id')).to.equal('code');
    expect(await violations(home)).to.deep.equal([]);
    expect(await sideways(home)).to.deep.equal([]);
    await shoot(home, 'chat-resume-320x256');
    await home.setViewportSize({ width: 360, height: 640 });
    await shoot(home, 'chat-resume');
    const heard = await listenIn(home);
    await field.fill(code);
    await field.press('Enter');
    await hear(home, 'Aucun message affiché');
    expect(await heard()).to.include('polite: Vous avez repris votre discussion.');
    expect(await home.locator('.message').count()).to.equal(await school.locator('.message').count());

    await school.close();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await write(claire, 'Votre compte est débloqué.');
    await hear(home, 'Votre compte est débloqué.');
    await home.reload();
    await hear(home, 'Votre compte est débloqué.');
    expect(await bubbles(home, 'assistant automatique').count()).to.be.at.least(1);
  });
});
