// The words around one-time codes, folded.

const LINK_WORDS =
  "est etait is was were c'est cest c n° no numero num number le la les l un une des les the a an mon ma mes votre vos your my ce cet cette this that que " +
  "qu j'ai jai je j i i've recu recue recus recois recoit viens de du d' got get received just have by par pour sms texto text texte message mail tel telephone " +
  "portable sur on in phone d verification verif validation connexion securite authentification confirmation acces d'acces d'authentification d'activation activation temporaire temporary " +
  'unique usage secret otp totp mfa 2fa a2f authenticator google microsoft auth app appli application security login sign-in signin time one-time pin suivant ' +
  "following voici voila here here's et puis donc bien toujours still actuel new nouveau dernier last premier first second deuxieme envoye sent m'a ma a ete it's its " +
  "they me m'avez vous avez as tape tapes saisi saisis rentre rentres entered typed entre code codes chiffres digits digit 6-digit six six-digit il elle qui s'affiche " +
  "m'envoie m'as marque affiche ici dit says shows reads was from of avec with recup recupere exact bon good right meme tjs hier ce matin l'appli l'application " +
  "perso personnel personnelle personal cle cles key boitier fob token badge otp ecran l'ecran screen affiches affichent m'affiche m'indique indique montre m'donne donne gives displays " +
  'enter type use used utilise saisie tells see vois au sont sms suivi followed numbers nombre';
/** What may stand between the label and the code. */
export const LINKS = new Set(LINK_WORDS.split(' '));
/** Words that say that a code was turned down; the number behind them may as well be that of the error. */
export const REFUSALS = new Set(
  'refuse invalide incorrect faux expire perime errone rejected refused invalid wrong expired'.split(' '),
);
/** What shows one-time codes, or says that it does; behind it only six digits count. */
export const SHOWN =
  /(?<![a-z0-9-])(?:(?:m'|l'|s')?(?:affichent?|affiches?|indiquent?|montrent?)|(?:m'|en )?donne|(?:m'|me |en )?(?:ressort|sort)|genere|(?:il est |c'est )?(?:ecrit|marque|inscrit)|lis|lit|written|displays?|displayed|shows?|showing|gives?|reads?|reading|says?|dit|vois|see|fob|boitier|token|calculette|keyfob|cle otp)(?![a-z0-9-])/g;
/** "puis 937412", "+ 937412": a code behind a code. */
export const AND_THEN =
  /^[\s+,;/&-]{0,4}(?:(?:et|and|puis|then|plus|suivi de|followed by|ensuite|avec|with|apres|les?|la|the|my|mon|ma|code|codes|chiffres?|digits|six|6|otp|de|du|cle|boitier|token|fob|key|affiches?|from|pin)[\s+:,]{1,3}){0,7}$/;
/** A message that has six digits and nothing but these besides. */
export const ANSWERS = new Set(
  "oui ouais yes yep ok okay d'accord voila voici tenez tiens tiens-le prenez prends notez regardez voyez here there you go take look it's its c'est cest ca alors donc merci thanks thank you sure bien bon euh et and le la the un code codes is est moi j'ai ai eu recu got now maintenant mtn la pour vous please svp stp hop so well then right encore again non no sorry pardon desole plutot maybe peut-etre".split(
    ' ',
  ),
);
/** In front of "code" they make it a code of another sort. */
export const OTHER_SORT_BEFORE =
  /(?<![a-z])(?:erreur|error|err|erreurs|exit|status|statut|http|https|smtp|imap|ldap|zip|postal|area|country|qr|bar|source|dress|result|return|response|stop|retour|postcode|salle|poste|ticket|port|serie|serial|dossier|demande|commande|facture|uai|rne)[ :="'()-]*(?:(?:le|the|avec|with|a|un|de|d'|du|et|and) ?){0,2}$/;
/** A line that speaks of these speaks of error codes. */
export const TROUBLE =
  /(?<![a-z])(?:erreurs?|errors?|panne|bug|http|exception|plante|echec|failed|photocopieu\w*|copieur|imprimante|printer)(?![a-z])/g;
/** What digits count, when they are no code: "j'ai reçu 150000 messages". */
export const COUNTED =
  /\s?(?:mails?|messages?|spams?|e-?mails?|courriels?|euros?|eur|fois|times|lignes?|octets|ko|mo|eleves?|pages?|points?|heures?|minutes?|jours?|lines|bytes)(?![a-z])|\s?[€%$]/y;
