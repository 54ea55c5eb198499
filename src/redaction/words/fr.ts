// Words that follow "mot de passe" in complaints and questions, folded (no accents), so never the password itself.
// Left out on purpose: names of people, towns, animals, food, colours, flowers, teams, "azerty", "soleil", since those
// are what people choose as passwords.

/** Words without content of their own, and names of things: a password may still come after them. */
export const FRENCH_NEUTRAL = `
le la les l un une des du de d au aux a en dans sur sous pour par avec chez vers entre depuis pendant avant apres contre selon hors dont
ou et ni mais car donc or que qui quoi qu quel quelle quels quelles lequel laquelle lesquels comment combien quand pourquoi si ne n
ce cet cette ces ca cela ceci ci celui celle ceux celles mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs mien mienne tien
sien je j tu il elle on nous vous ils elles me m te t se s lui y eux moi toi soi suis es est sommes etes sont etait etaient etais ete etre sera
serait seront soit fut ai as avons avez ont avait avais avaient aura eu ayant avoir meme memes autre autres chaque tout toute tous toutes tt ts
alors puis ensuite enfin bref ici maintenant mtn mnt hier demain auj aujourd hui soir matin midi jour jours semaine semaines mois an ans annee
annees heure heures minute minutes seconde secondes lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin
juillet aout septembre octobre novembre decembre rentree vacances premier premiere 1er second seconde deuxieme dernier derniere prochain
c g jsuis jsais chui chuis pr ds dc qd vs ns voici voila suivant suivante actuel actuelle actuellement nouveau nouvel nouvelle ancien ancienne
vieux vieil provisoire temporaire initial initiale defaut perso personnel personnelle pro professionnel professionnelle principal principale
secondaire commun commune general generique secret secrete academique academiques acad institutionnel unique habituel habituelle usuel
identifiant identifiants id ident login logins utilisateur utilisateurs user username nom prenom prenoms date naissance ville adresse mail mails
mel courriel courriels email emails messagerie messageries boite boites bal compte comptes session sessions portail site sites page pages
webmail lien bouton champ champs case cases ecran formulaire fenetre code codes sms texto numero num tel telephone portable mobile appli
application authentification otp numen rne uai ent ecole ecoles college colleges lycee lycees etablissement academie rectorat dsi dsden dane
gestionnaire chef directeur directrice proviseur proviseure principale adjoint adjointe collegue collegues prof profs professeur eleve
eleves parent parents enseignant enseignante enseignants fils fille mari femme enfant enfants mere pere ordinateur ordinateurs ordi ordis pc mac
tablette navigateur wifi wi fi reseau vpn imprimante photocopieuse serveur systeme service services ministere education nationale internet web
salle poste bureau maison travail classe cdi secretariat vie scolaire direction admin administrateur administration principale
arena convergence roundcube zimbra esterel iprof prof pronote educonnect magistere siecle onde lsu chorus ondes colibris thunderbird outlook
gmail hotmail orange yahoo chrome firefox edge safari android iphone ipad ios windows office teams google microsoft apple samsung huawei k9 imap
smtp pop ssl tls starttls keepass bitwarden lastpass dashlane netflix facebook instagram amazon impots gouv ameli caf cpf mutuelle mgen tribu nuage
apps ac mdp pass passe mot mots monsieur madame mme mr ecrit tape tapes tapee taper entre rentre rentres saisi saisis mets mis mise utilise utilises
choisi choisie donne donnee donnes recu recue envoye envoyee communique fourni fournie attribue cree creee note notee via chose truc machin
svp stp merci bonjour bonsoir slt salut bjr cdt cordialement madame
`;

/** What is wrong with the password, or asked about it. */
export const FRENCH_TROUBLE = `
plus pas jamais rien aucun aucune personne non oui nan ouais ok okay daccord accord sans
tres trop assez peu beaucoup bcp bien mal mieux moins encore toujours tjs tjrs tjr deja dja aussi ainsi fois quasi presque peut surtout plutot parfois
souvent jusque jusqu tant tellement carrement pourtant cependant sauf sinon vraiment franchement
pk pq pkoi koi kel kelle keske psk pcq parce puisque comme lorsque afin malgre sauf est-ce ptn mdr lol
fait faire fais font faisait fera refait refaire refais va vais vas vont aller ira peut peux peuvent pouvoir pourrait pouvait pu doit dois doivent devoir
devrait faut fallait faudra faudrait veut veux veulent vouloir voudrait voulait sait sais savoir savait su dit dis dire disent met mettre mettez
remettre remis voit vois voir vu vient viens venir revient tient reste rester semble parait devient devenu
bon bonne bons bonnes faux fausse juste exact exacte court courte courts long longue simple simples complique compliquee complexe facile difficile
neuf neuve recent recente nul nulle vide vides plein vrai vraie mauvais mauvaise pareil pareille identique identiques different differents
seul seule libre sur sure sur fort forte faible grand grande petit petite gros grosse bizarre etrange chelou relou naze pourri pourrie mort morte hs ko
nickel top super parfait parfaite impec correct correcte corrects requis requise vital necessaire inutile masque masquee cache cachee casse
public publique prive privee partage partagee ecrite grise grisee affiche affichee
chiffre chiffres lettre lettres caractere caracteres symbole symboles signe signes special speciaux speciale accent accents espace espaces clavier touche
verr maj verrouillage majuscule majuscules minuscule minuscules tiret tirets point points virgule mini minimum maximum max min longueur taille format
erreur erreurs message messages souci soucis probleme problemes pb pbs pbm question questions reponse demande aide info infos urgent urgence
champ obligatoire facultatif facultative option raison solution procedure demarche delai formulaire interlocuteur interlocutrice echec tentative
tentatives essai essais acces entree sortie retour arret debut fin milieu cause suite but objet sujet etape circulaire politique regle regles
trou noir neant zero brouillard blackout mystere flou galere enfer bazar bordel cata catastrophe horreur honte misere panique mystique amnesie
papier papiers carnet agenda feuille cahier post it tiroir poubelle enveloppe courrier lettre arrete sac tete memoire main mains
perdu perdue perdus perdues paume paumee egare egaree vole volee voles introuvable echu echue echus caduc caduque vieilli vieillot peri
mien sien votre leur absent absente present parti partie malade conge formation retraite remplacante remplacant
marche marchait marchent marchera marcher fonctionne fonctionnait fonctionnent passait passent arrive arrivait arrivent arriver
attend attends attendu entendu vendu rendu tendu compris pris prise prend surpris promis permis soumis admis omis transmis compromis compromise
connu connue inconnu inconnue connus connais connait connaissais reconnait lu lue relu elu vecu convenu prevu revenu venu tenu obtenu obtenir
maintenu detenu interdit interdite contraint dispo indispo ouvert ouverte ferme fermee couvert offert inscrit decrit prescrit proscrit reussi
rempli fini finie finis foutu foutue fichu fichue mourru cuit cuite gele gelee fige figee rate ratee ratees grille grillee brule jete jetee jeter
cesse cessee clos close exclu exclue inclus rompu corrompu corrompue vaincu deçu decu suspendu suspendue perime soldout out hacke hackee pirate
piratee fuite fuite leak vol volatilise oublie oublier oubli quoi koa lekel lakel ou kan kand komen kom
demander demandait demandent redemande changer change changee changes chang repasser repasse tombe tombee deviner devine devinette
cle cles certificat double facteur robot gestionnaire generateur stocke memorise prerempli cocher oeil
ouvre ouvrent ouvrir besoin besoins bug bugs cf cfr archi soit disant disons plz reset idee idees nouvelle nouvelles astuce conseil conseils merde
devant derriere dessus dessous dedans dehors ailleurs partout nulle loin pres proche autour cote haut bas gauche droite
normal normale normaux anormal logique legal illegal regle reglee resolu resolue repare reparee ridicule marrant drole penible chiant chiante enervant
lassant lourd lourde cool genial grave triste fou folle dingue dement stupide idiot idiote bete con conne merde merdique merdeux pete naz claque
crucial serieux special flingue mystere enigme charabia chinois hebreu n'importe nimporte importe sorti sortie tombe reste restee reparti envole
tout-a-fait bientot hors-service invalide caduque rejete rejetee efface effacee efficace fiable securise vulnerable piratable banal basique
pu po pa nn nop mouais bof hein quoi svp please help sos aie zut mince punaise purée puree bah ben bin euh hum heu eh ah oh
seule seuls propre propres sale sales fini prets pret prete dispo chaud froid plante plantee coince coincee coinces bancal tordu
introuvable inaccessible indechiffrable incomprehensible perso nominatif collectif temporel eternel mensuel trimestriel annuel
desormais dorenavant auparavant jadis aussitot soudain soudainement brusquement subitement aparemment apparement visiblement
premierement evidemment evidement notamment egalement sinon enfin davantage guere point nullement vite lentement
avril-mai trimestre semestre decennie siecle lurette longtemps date peremption echeance
different differents differente differentes semblable semblables equivalent meilleur meilleure meilleurs pire super hyper ultra
celui-ci celui-la celle-ci suivants precedent precedente precedents
double triple deux trois quatre cinq six sept huit neuf dix douze quinze vingt trente quarante cinquante soixante cent mille
dure dur dure validite duree limite date tard tot urgent top chrono relance rappel rappelle rappeler souviens souvenir rappelez
`;

/** Beginnings that cover a verb or adjective in all its endings, right or wrong ("expir" for expiré, expirer, expirez). */
export const FRENCH_STEMS = `
expir experi perim oubli oublr refus rejet bloqu deblo verrou deverr incorr invali erron errone accept reconn inconn demand redem chang modif renouv
reinit reiniti initial renseig obsol depass termin desacti activ suppri efface perdu expos compro divulg pirat envoy commun trouv retrouv retap
ressai essay tenter confirm confond confus enregis memoris sauveg synchro restaur recuper recup cherch bugu bugg plant rame charg affich
disparu apparu manqu manquant suffis insuffi compli simpl similai identi diffe ressembl conform valid fonction utilis securis protege chiffr crypt
hash imprim illisib lisible indiqu signal inscri attribu gener command impos oblig forc proposé propose possib imposs indispo
continu recommen commenc necess modifia personn provis tempor definit automat manuel ancienn actuell prochai precede suivan
autoris interdi limit restrei repet sembl interr suspend annul repouss arriv patien merci appel contact assist interloc responsab
`;
