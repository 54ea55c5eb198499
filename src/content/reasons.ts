import type { Unsafe } from '../../dialogs/knowledge/safety.ts';
import type { Language } from '../../intents/text.ts';

/** What can be wrong with content, besides its shape. */
export type Fault =
  | Unsafe
  | 'untranslated'
  | 'icu'
  | 'argument'
  | 'shape'
  | 'long'
  | 'title'
  | 'question'
  | 'domain'
  | 'source'
  | 'example';

/**
 * What an editor reads, with what to do about it; `{…}` is the word or number it is about. Here and not in the locale files, since
 * those are what is being refused.
 */
export const REASONS: Readonly<Record<Fault, Readonly<Record<Language, string>>>> = {
  certificate: {
    fr: '« {…} » fait accepter ou installer un certificat : dites de s’arrêter et de ne rien accepter.',
    en: '“{…}” has people accept or install a certificate: tell them to stop and accept nothing.',
  },
  warning: {
    fr: '« {…} » fait passer outre un avertissement : dites de fermer la page.',
    en: '“{…}” has people go on past a warning: tell them to close the page.',
  },
  protection: {
    fr: '« {…} » fait désactiver une protection (chiffrement, double authentification) : elle reste toujours active.',
    en: '“{…}” has people switch off a protection (encryption, two-step sign-in): it always stays on.',
  },
  secret: {
    fr: '« {…} » fait donner un secret (mot de passe, code, NUMEN) : personne n’en a besoin, retirez la demande.',
    en: '“{…}” has people give a secret away (password, code, NUMEN): nobody needs it, remove the request.',
  },
  host: {
    fr: '« {…} » n’est pas un site d’une académie ni du ministère : nommez un site officiel.',
    en: '“{…}” is no site of an academy or the ministry: name an official one.',
  },
  deletion: {
    fr: '« {…} » fait supprimer sans dire ce qui serait perdu : dites-le avant, et comment le vérifier.',
    en: '“{…}” has people delete without saying what would be lost: say so first, and how to check.',
  },
  stolen_mailbox: {
    fr: '« {…} » fait écrire depuis une boîte peut-être piratée : dites de ne pas s’en servir.',
    en: '“{…}” has people write from what may be a stolen mailbox: tell them not to use it.',
  },
  promise: {
    fr: '« {…} » promet une personne ou un délai : ne le promettez que sous condition ({people, select, …}).',
    en: '“{…}” promises a person or a delay: promise it under a condition only ({people, select, …}).',
  },
  notice: {
    fr: '« {…} » promet un message : dites aussi que la page doit rester ouverte.',
    en: '“{…}” promises a message: say, too, that the page has to stay open.',
  },
  password_place: {
    fr: '« {…} » ne dit pas où ni comment : ajoutez {change_password}, qui le dit pour chaque académie.',
    en: '“{…}” says neither where nor how: add {change_password}, which does for each académie.',
  },
  untranslated: {
    fr: 'ce texte n’existe que dans l’autre langue : écrivez-le ici aussi.',
    en: 'this text stands in the other language only: write it here, too.',
  },
  icu: {
    fr: 'les accolades ne forment pas un message ICU : {…}. Chaque « select » et « plural » finit par « other {…} ».',
    en: 'the braces are no ICU message: {…}. Each “select” and “plural” ends in “other {…}”.',
  },
  argument: {
    fr: 'personne ne connaît la valeur « {…} » : corrigez son nom.',
    en: 'nobody knows the value “{…}”: correct its name.',
  },
  shape: {
    fr: 'les deux langues ne posent pas les mêmes conditions : {…} n’est que d’un côté.',
    en: 'the two languages have different conditions: {…} stands on one side only.',
  },
  long: {
    fr: '{…} mots : un message en a 60 au plus, pour tenir sur un téléphone.',
    en: '{…} words: a message has 60 at most, to fit a phone.',
  },
  title: {
    fr: '« {…} » est trop long pour un bouton (32 caractères).',
    en: '“{…}” is too long for a button (32 characters).',
  },
  question: {
    fr: 'un parcours pose cette question, et aucun texte ne la dit : écrivez-le.',
    en: 'a flow asks this question and no text words it: write one.',
  },
  source: {
    fr: 'il n’y a pas de document « {…} » : ajoutez-le d’abord aux sources.',
    en: 'there is no document “{…}”: add it to the sources first.',
  },
  example: {
    fr: 'la question « {…} » est déjà celle d’une autre réponse : gardez-la à un seul endroit.',
    en: 'the question “{…}” belongs to another answer already: keep it in one place.',
  },
  domain: {
    fr: '« {…} » n’est pas un domaine de l’Éducation nationale (ac-….fr, ….gouv.fr).',
    en: '“{…}” is no domain of the ministry or an academy (ac-….fr, ….gouv.fr).',
  },
};

/** What schemas say in words of their own, in French: the rest zod says in both languages. */
export const SHAPES: Readonly<Record<string, string>> = {
  'expected a month such as 2026-11': 'un mois est attendu, comme 2026-11',
  'expected a host name in lower case, such as webmail.ac-paris.fr':
    'un nom de serveur en minuscules est attendu, comme webmail.ac-paris.fr',
  'expected a page or a phone number': 'une page ou un numéro de téléphone est attendu',
  'expected times such as 08:30-17:30': 'des heures sont attendues, comme 08:30-17:30',
  'the end comes before the beginning': 'la fin vient avant le début',
  'expected a name in lower case, such as note-paris-2026':
    'un nom en minuscules est attendu, comme note-paris-2026',
  'expected a date such as 2026-11-02, a month or a year':
    'une date est attendue, comme 2026-11-02, un mois ou une année',
  'expected a page without https://, such as www.ac-paris.fr/aide':
    'une page est attendue sans https://, comme www.ac-paris.fr/aide',
};

/** A reason with what it is about filled in. */
export function reasonOf(fault: Fault, about: string, locale: Language): string {
  return REASONS[fault][locale].replace('{…}', () => about);
}
