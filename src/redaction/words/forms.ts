// Participles and adjectives that end "mon mot de passe est …", folded. They are many, and each that is missing hides
// an innocent word; each that should not be here shows a password. Nouns that people choose as passwords stay out.

/** French verbs in -er without their ending: "abandonn" stands for abandonné(e)(s), abandonner, abandonnait. */
export const FRENCH_VERBS = `
abandonn abim accapar accept accol accroch achet activ actualis adapt administr adopt adress affect affich ajout ajust alert align aliment alter
altern amelior ampute analys annonc annot annul appliqu apport appos appreci apprehend approuv archiv arrach arrang arret associ assur attach
attaqu attrap attribu autoris aval avanc avari aver bacl baiss barr biff blacklist blind bloqu bogu boss bouch boucl boulevers bousill brad branch
brouill brul bugg bugu cach calcul capt cass catalogu cens censur cern certifi chang chapard charg chauff cherch chif chiffr choisi chop claqu
class cloch cloisonn clon coch cod coll combin command comment communiqu compar complet compliqu compos comprim concern condamn condition confi
configur confirm confisqu connect conseill conserv consign consult contamin contest continu contrari control convoit copi corrig coup crack cram
cre critiqu crypt debarr debloqu debouch debranch decal deced decel dech dechiffr dechir dechu decid declar declass declench declin decoch decod
deconnect deconseill decourag decouvert decrypt defigur defini deform degag degrad delai delaiss delivr demand demant demarr demod denonc depann
depass deplac depos deprogramm derang derob desactiv design desinstal desinstall desynchronis detach detect deterior detourn detrui devalu devin
devoil devore dicte diffus dilu diminu dispers distribu divis divulgu donn doubl dout duplifi dupliqu echang echapp echou eclat ecoul ecras edit
effac egar ejec elabor elimin eloign embarqu embrouill emmel empil emport emprunt encod encrypt endommag energ enferm enfonc enlev enregistr
ensevel enterr entr envoy epel epuis eras erron espionn essay estim estrop etal etudi evalu evapor event eventr evit exaspere excedent exig exist
expedi expir expliqu exploit export expos expuls extermin extrai fabriqu fauss ferm feuillet fich fig filtr fix flagg flingu forc forg formalis
format formul fouill fragilis frapp fraud froiss gach gagn gard gaspill gat gel gen gener ger gicl glan gomm grat grav griffonn grill grip guid
hach hack heberg heurt identifi ignor imagin implant import impos imprim improvis inactiv inclu incrimin incruste index indiqu infecte inform initi
initialis inject inscri install instaur intercept interrog invent inver invers invit invoqu isol jaug jet jug laiss lanc lass lib liber liquid list
logg loup macul majuscul malax malmen manipul manqu marqu martel masqu massacr matraqu melang memoris menac mentionn mesur mett migr modernis
modifi montr multipli mutil mutualis negoci nettoy neutralis nomm norm notifi numeris obsed obstru occasionn occult octroy oubli outre paralys
parametr partag pass paum pein percu perfor perim persist perturb photographi pig pirat plac plant poireaut pollu postul pouss precaris precis
preconis preenregistr prefer prelev prepar prerempli prescri present preserv prevu priv privilegi proclam procur prodigu profan programm prohib
prolong propag propos proteg prouv publi purg qualifi question quitt racont raffin rajout ramass ramen rang rappel ratifi ratur reactiv realis
reattribu rebut recal recens recharg recherch reclam recommand recommenc recompos reconduit reconnect recopi recre recrut rectifi recuper recus
recycl redemand redig redonn redout reformul refoul refus regener regl regrett regroup reinitialis reinstall reinvent rejet relanc relev reli
remball remont remplac remplir renomm renouvel renseign rentr renvers renvoy repar repass reper repet report repous repouss reput requisitionn
reserv resili resolu respect restaur restitu retabli retap retard retir retourn retranch retrouv reutilis revalid revel revers revis revoqu revu
ridiculis risqu ronch rouill sabord sabot sacrifi saisi sanctionn saut sauv sauvegard scann scell scind scotch secou securis segment selectionn
sembl separ serr sign signal simplifi simul situ soign sollicit sombr sonn souffl soulag soulign soumett soupconn soustrai specifi spoli stabilis
stock supplant support suppos supprim surcharg surlign surveill suspect suspend symbolis synchronis tap tatou tax telecharg tent termin test toler
torpill touch tourn trac trait transcri transfer transferer transform transmi transmut transpos traumatis travers trich trimball tromp trompet
tronqu troubl trouv truqu uniformis usurp utilis valid ventil verifi verrouill vers vid viol visualis zapp`;

/** Adjectives and irregular participles in French; plural and feminine in -e and -s are worked out. */
export const FRENCH_ADJECTIVES = `
absent absurde adequat affreux affreuse ambigu antediluvien antique apparent approximatif archaique atypique authentique banal basique batard beton bidon
boiteux calamiteux capricieux casse-tete catastrophique chaotique clair classique coherent compatible complet concis confidentiel contradictoire couillon
court-circuite couvert cracra creux critique cuit debile defectueux delicat desuet detruit deux diabolique distinct douteux ecrit effectif effroyable
elementaire enfantin enquiquinant epuise essentiel eternel eteint etroit evanoui evident exclusif existant externe facheux fameux familial fantaisiste
farfelu fastidieux fatal fautif final flagrant flambant foireux fragile francais frequent fumeux futile gratuit hasardeux hideux historique honteux horrible
idem immense immonde imparfait implicite impropre inactif inadequat incertain incoherent incompatible incomplet indecent indispensable inefficace ineffectif
inexact inexistant inferieur infernal infini infructueux innocent insense insolite intact integral interminable interne intime intrus inusite inviolable
ironique irregulier jauni joint laborieux lamentable latent lie limpide lointain loufoque maladroit malheureux manifeste maudit mediocre minable mini moche
moderne moisi monstrueux moyen multiple muet mystique naturel neant nefaste nominal numerique odieux officiel officieux operationnel oppose optimal oral
originel parallele partiel passable patent penible performant perilleux perpetuel plausible pointilleux pointu polemique postal potable pourri precaire precis
prealable present presse preventif primitif primordial probable problematique pronominal provisionnel quelconque quotidien rare rassis reapparu rebelle
recalcitrant redevenu redondant reel reglementaire relatif repris restant retenu retire rigide rigoureux robuste rococo rompu sain satisfaisant sacre
saugrenu serein sibyllin singulier soi-disant solide sommaire soupconneux special specifique standard statique strict subi suffisant superflu superieur suspect
symbolique synonyme tardif technique terrible total traditionnel travesti trivial tronque troue ultime uniforme universel urgentissime usuel usurpe vague vain
valable valeureux variable vetuste vierge vilain virtuel vital volatil voulu zarbi zinzin dispo sympa extra correctos impeccable tiptop fautive hyperlong
mi-figue inactive forme monte pose sense tire vise estropie inadapte ecorche passe passee pris anodin cafouilleux courant ephemere falsifie fantome jetable jeune viable ecorche defaillant embetant aberrant surprenant neuf remis omis permis requis conquis acquis compris promis appris soumis sursis indecis precis inclus exclus
`;

/** Adjectives and participles in English. */
export const ENGLISH_ADJECTIVES = `
absurd alive ambiguous ancient archaic awful awkward bare bogus bonkers brand broke bust buggy careless challenging clear clever clunky coherent cold common complex
compulsory confidential confusing consistent crazy crackable crap creased crossed cryptic cumbersome cursed cut daft dated deceased defunct deficient delicate detailed
dire dirty dodgy dormant doubtful dreadful dubious dud duff duplicate effective elsewhere essential evident exact existing extinct extra final flaky flawed foolproof foul
fragile fresh frozen frustrating fuzzy grim gross hazy healthy hellish hopeless horrible horrid identifiable iffy ill illegal illogical immutable impractical imprecise
inaccurate inactive inadequate incompatible incomplete inconsistent ineffective inefficient inert innocent insufficient intact integral internal irrelevant kaput knackered
kosher lame latest lengthy limited linked live loose ludicrous mad manual massive mediocre messy mildly modern moot mute mutual naff nameless nasty native neat negative
nearby nonexistent non-existent null obscure official ongoing opaque overdue overlong overused overwritten partial passable pending persistent plain pointed poor
preset primary printed private problematic prohibited public questionable quick random rare rejected relevant reliable restricted ridiculous rigid risky robust
rotten rough rude scrambled secondary serious set shaky shambolic sharp sheer shit shite shoddy shut sick silent sketchy skewed slow snapped sole solid sorry sound spare
specific spent split spot-on stable standard static sticky stopgap strange strict stubborn substandard sufficient super surplus suspect suspicious swapped terrible tight
torn total tough tricky trivial truncated trustworthy ugly ultimate unaltered unclear uncommon undone uneven unfit unfortunate uniform unknowable unlike unlucky unmatched
unofficial unreliable unsuitable unsure untrue unwelcome upside useful usual vague varied vicious void weary whole wiped wonky worn worse worst worth worthy wretched
written yours hers ours theirs shot sunk hid hidden bitten bought brought caught chose chosen clung come cost cut dealt drawn driven eaten fallen felt fought
frozen given grown held hung hurt kept laid led left lent lit made meant met overcome paid put read rewritten run seen sold sent shaken shown shut spoken spread sprung
struck stuck swept taken taught thrown told tossed understood undone unset upset withdrawn withheld tied unstable unusable unrecoverable yellow evidently worn wound
`;
