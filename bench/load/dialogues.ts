/**
 * What people type, one list a conversation: troubles named in many ways, answers, remarks, changes of mind. Short, for
 * Teams takes seven messages a second in a conversation, which the service obeys: a dialogue has no more replies than that.
 */
export const DIALOGUES: readonly (readonly string[])[] = [
  ['mon compte est bloqué à Paris', "à l'instant", 'ok merci'],
  ['bonjour', 'mot de passe oublié', 'Lyon', "qu'est-ce que le NUMEN ?"],
  ['mot de passe expiré, académie de Lyon', 'non', 'toujours pas', 'je veux parler à une personne'],
  [
    "alerte de certificat à l'ouverture de Thunderbird",
    'Aix-Marseille',
    'non, je me suis arrêté',
    'toujours rouge',
  ],
  ['je ne reçois plus le code par sms', 'Paris', "j'ai changé de téléphone", 'oui'],
  [
    'ma boîte de réception est vide depuis hier',
    'paris',
    "non rien dans l'ENT",
    'et pour transférer mes messages ?',
  ],
  ['I cannot sign in, my password has expired', 'Aix-Marseille', 'no', 'it still does not work'],
  [
    'comment configurer ma messagerie sur android',
    'Lyon',
    'et sur iphone ?',
    'le serveur smtp svp',
    "c'est bon",
  ],
  ['quel est mon identifiant à Aix-Marseille ?', 'mon nom a un tiret', 'la page tourne sans fin', 'merci'],
  ["j'ai cliqué sur un lien bizarre et donné mon mot de passe", 'lyon', "je n'ai pas d'autre appareil"],
  [
    'première connexion je suis nouveau professeur',
    'paris',
    'où trouver le numen',
    'page blanche',
    'firefox',
  ],
  ['hello', 'my account got locked after too many tries', 'Paris', 'just now', 'can I talk to a human?'],
];
