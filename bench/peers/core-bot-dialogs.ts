import {
  ComponentDialog,
  ConfirmPrompt,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';

/** The likeliest intent of a text. */
export type Recognize = (text: string) => Promise<string>;

interface Details {
  intent: string;
  academy?: string;
  since?: string;
}

/** Microsoft's CoreBot sample in shape: recognise what is wanted, fill the slots in a dialog of its own, confirm. */
export class MainDialog extends ComponentDialog {
  readonly #recognize: Recognize;

  constructor(recognize: Recognize) {
    super('main');
    this.#recognize = recognize;
    this.addDialog(new TextPrompt('text'));
    this.addDialog(new TroubleDialog());
    this.addDialog(
      new WaterfallDialog(
        'steps',
        [this.#intro, this.#act, this.#final].map((step) => step.bind(this)),
      ),
    );
    this.initialDialogId = 'steps';
  }

  async #intro(step: WaterfallStepContext) {
    // The sample prompts first; here the person has said what the matter is already.
    return step.next(step.context.activity.text);
  }

  async #act(step: WaterfallStepContext) {
    const intent = await this.#recognize(String(step.result));
    return step.beginDialog('trouble', { intent } satisfies Details);
  }

  async #final(step: WaterfallStepContext) {
    const details = step.result as Details | undefined;
    await step.context.sendActivity(
      details
        ? `Académie ${details.academy}, depuis ${details.since} : voici la marche à suivre pour ${details.intent}.`
        : 'D’accord. Que puis-je faire d’autre ?',
    );
    return step.endDialog();
  }
}

class TroubleDialog extends ComponentDialog {
  constructor() {
    super('trouble');
    this.addDialog(new TextPrompt('text'));
    this.addDialog(new ConfirmPrompt('confirm'));
    this.addDialog(
      new WaterfallDialog<Details>('steps', [
        async (step) => step.prompt('text', 'Dans quelle académie êtes-vous ?'),
        async (step) => {
          step.options.academy = String(step.result);
          return step.prompt('text', 'Depuis quand ?');
        },
        async (step) => {
          step.options.since = String(step.result);
          return step.prompt('confirm', `${step.options.intent}, ${step.options.academy} : est-ce juste ?`);
        },
        async (step) => step.endDialog(step.result ? step.options : undefined),
      ]),
    );
    this.initialDialogId = 'steps';
  }
}
