// What people say that a password is. None of these is the password; the sentences to try them in are in the test.

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Participles and adjectives in French, with their accents. */
export const frenchComplaints = list(`
abandonné aberrant abîmé absent absurde accessible accroché activé adapté adéquat administré affreux altéré ambigu amélioré anodin
antédiluvien apparent approuvé approximatif archaïque archivé arrêté associé assez attaqué attendu atypique authentique autorisé
avéré bâclé baclé barré basique béton biffé bidon bien boiteux bugué bâtard cassé censuré certifié changeant chiffré classique
clair codé cohérent collé complet comprenable concis conforme confus conseillé conservé contrôlé copié corrigé coupé courant
crypté débile débloqué décalé décédé déchiré déclaré décoché défaillant défectueux définitif dégagé délivré démodé dépannable
dépassé dérobé désuet détecté détourné détruit dévoilé diffusé disparu divulgué donné douteux dupliqué échangé éclaté écorché
écrasé effacé égaré embêtant emmêlé enfantin enregistré envolé éphémère épuisé erroné essentiel estropié éteint étrange évanoui
éventé évident exigé existant expédié expiré expliqué exposé externe falsifié fantaisiste fantôme farfelu fautif fermé fiable figé
filtré final flambant flou foireux forcé forgé formé fourni fragile fréquent fumeux gardé gaspillé généré gênant grillé gratuit
hasardeux hacké ignoré illégal imposé imprimé inactif inadapté incomplet incohérent inconnu indéchiffrable inefficace inexact
inexistant infaillible initialisé inscrit insensé insuffisant intact intercepté interdit interne inutile inversé jauni jetable
joint laborieux laissé lié limite limpide lisible listé loupé maculé maintenu malmené manquant maudit mauvais médiocre mélangé
menacé mentionné merdique migré mini modifié moisi monté moyen multiple mutualisé naturel neutralisé nouveau noté numérique
obsolète occulté officiel officieux opérationnel original oral oublié paramétré parfait partagé passable passé pénible perdu
périmé permanent perso pété pitoyable plausible pollué posé possible potable précaire préenregistré premier préservé primitif
privé problématique programmé prolongé pronominal protégé provisoire publié qualifié quelconque rangé raturé réactivé réapparu
réattribué recopié recyclé redevenu réel refait réglementaire rejeté remis remplacé rempli renouvelable renseigné repris réputé
réservé résilié respecté restauré restreint retenu retrouvé révoqué rigide risqué rompu rouillé saboté sain saisi sauvé sauvegardé
scindé scotché sécurisé sensé séparé serré signalé simpliste singulier soi-disant solide sommaire soufflé soupçonné souligné
spécifique standard statique stocké supprimé surprenant suspect tapé tardif temporaire testé tiré total tracé transféré transmis
travesti tronqué trouvé troué truqué ultime unique usé utilisé vague vain validé vérifié vétuste viable vierge vieux vilain violé
virtuel visé volé vulnérable
`);

/** Participles and adjectives in English. */
export const englishComplaints = list(`
abandoned absent absurd acceptable alive altered ambiguous ancient annoying archaic bogus bad bare blacklisted blank bonkers brand
bricked buggy burned cached cancelled changed chosen clear coded cold complete compulsory confusing consistent corrupted crazy
cursed cut daft dead deactivated declined defunct deleted denied deprecated different dodgy done due dud duplicate easy empty
enforced erased evidently exact exhausted extinct faded faulty fine fixed flagged flaky frozen fresh fried fuzzy gone good grim
half hard hashed hated hopeless horrible ignored ill illegal impossible inactive inadequate inconsistent incomplete ineffective
insufficient intact intercepted invalid kaput knackered kosher lame late leaked legit live logged long loose mangled messed
missing mixed moot mandatory nasty naff new nonexistent nowhere null off okay old optional original outdated overdue overwritten
partial perfect permanent pending phished plain poor possible preset printed private problematic pwned questionable random recent
recognised regenerated registered removed renewed replaced reset revoked rotten safe scrambled secure shaky shared simple solid
sound spent stale standard stored suspended swapped temporary terrible tied toast torn tricky trivial truncated unable
unacceptable unclear unique unknown unreadable unsafe unstable untouched unusable useless vague void vulnerable weak weird wiped
wonky wrong yellow
`);
