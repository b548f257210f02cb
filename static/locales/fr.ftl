# The words of Phial in French.
# To a person: formal (vous); buttons in the infinitive. Nothing assumes that anybody is a man or a woman:
# "la personne qui…", "l’équipe qui gère ce service".
# A narrow space that does not break (U+202F) stands before ; : ! ? % and inside « ».
# [one] holds for 0 as well, so it shows its { $count }.
#
# locked (files)     verrouillé, déverrouiller      locked (a link)   bloqué, débloqué
# link               le lien                        key               la clé
# code               le code                        opening           l’ouverture
# second lock        le deuxième verrou             password          le mot de passe
# take back          retirer                        erase             effacer
# recipient          la personne destinataire       sender            la personne qui a envoyé le lien
# log                le journal                     receipt           le reçu
# What the server can and cannot see                Ce que le serveur voit et ne voit pas

## The frame
# The name of this language, in itself.
language-name = Français
language-label = Langue
language-failed = Cette langue n’a pas pu être chargée. Veuillez réessayer.
site-what = Envoi sécurisé de fichiers
skip-to-content = Aller au contenu
about-link = Ce que le serveur voit et ne voit pas
to-start = Aller à la page d’accueil
try-again = Réessayer
cancel = Annuler
close = Fermer
one-moment = Un instant…
copied = Copié
copy-by-hand = Sélectionné : copiez-le maintenant
files = Fichiers
files-count = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
more-files = { $count ->
    [one] Afficher { $count } autre fichier
   *[other] Afficher d’autres fichiers (encore { $count })
}
file-number = fichier { $number }

## Before the page has come, and when it cannot. Said by the document and its first script.
boot-title = Envoi sécurisé de fichiers
boot-moment = Un instant…
boot-slow = Cela prend plus de temps que d’habitude. Patientez encore un peu, ou vérifiez votre connexion à Internet.
boot-again = Réessayer
boot-network = La page n’est pas arrivée en entier
boot-network-what = Vérifiez que vous avez accès à Internet, puis réessayez. Rien n’est perdu, et aucune ouverture n’a été comptée.
boot-old = Ce navigateur ne peut pas afficher la page
boot-old-what = Il est trop ancien, ou une fonction dont la page a besoin y est désactivée. Ouvrez la même adresse dans un autre navigateur : copiez-la ici, lancez une version à jour de Chrome, Edge, Firefox ou Safari, et collez-la en haut, dans la barre d’adresse. Rien n’est perdu, et aucune ouverture n’a été comptée.
boot-address = L’adresse de cette page
boot-copy = Copier l’adresse
boot-copied = Copié
boot-failed = Cette page n’a pas pu démarrer
boot-failed-what = Veuillez réessayer. Si cela n’aide pas, ouvrez l’adresse dans un autre navigateur à jour. Rien n’est perdu, et aucune ouverture n’a été comptée.
boot-no-script = Cette page verrouille et déverrouille les fichiers dans votre navigateur, et a besoin de JavaScript pour cela. Veuillez autoriser JavaScript pour ce site dans les réglages de votre navigateur, puis recharger la page.
boot-nothing = Rien ne s’affiche ? Veuillez recharger cette page.
boot-full = Il y a énormément de monde en ce moment
boot-full-what = Patientez une minute, puis réessayez. Rien n’est perdu, et aucune ouverture n’a été comptée.
boot-full-again = Cette page réessaie d’elle-même.

## Is it genuine? Who sends and who receives see the same two words: an animal and a thing. The lists are the same in all languages, word for
## word and in the same order, 64 in each. A word is short, easily said and spelled, and hurts nobody.
check-title = Cela vient-il vraiment de nous ?
check-call = Appelez le { $telephone } et demandez les deux mots. Ce doit être :
check-ask = Demandez les deux mots à la personne qui vous a envoyé le lien. Ce doit être :
check-other-number = Si vous connaissez déjà un autre de nos numéros, appelez plutôt celui-là.
check-tell = Si l’on vous demande si cela vient vraiment de vous, donnez les deux mots :
check-words = Les deux mots : { $words }
call = Appeler
call-for-help = Si vous n’arrivez pas à continuer : { $telephone }
site-web = Qui est { $site }
network-away = Pas de connexion à Internet. Dès qu’elle revient, tout reprend ici.
check-animals =
    albatros ours abeille bison canari chat caméléon condor grillon crocodile cerf dauphin libellule canard aigle faucon
    flamant renard gazelle gecko girafe hamster lièvre hérisson héron hareng cheval iguane jaguar kangourou koala léopard
    lion lézard lama lynx marmotte élan pieuvre autruche loutre hibou panda perroquet pélican pingouin poney puma renne
    saumon sardine mouette escargot écureuil cygne tapir tigre toucan truite thon tortue licorne loup zèbre
check-things =
    ambre ancre pomme abricot bambou bateau pont cactus château châtaigne cannelle horloge boussole cuivre cristal diamant
    tambour flûte forêt fontaine jardin gingembre guitare port chapeau île jasmin lac lavande feuille citron phare mangue
    marbre prairie miroir lune montagne nid océan olive perle crayon piano ananas planète citrouille framboise rivière rose
    safran argent neige cuillère étoile tour arbre tulipe vallée vanille velours violon volcan cascade

## Sizes, rates, times. A space that does not break stands before the unit.
size-bytes = { $count ->
    [one] { $count } octet
   *[other] { $count } octets
}
size-kb = { $number } ko
size-mb = { $number } Mo
size-gb = { $number } Go
size-tb = { $number } To
rate = { $size }/s
percent = { $number } %
left-seconds = { $count ->
    [one] encore { $count } seconde
   *[other] encore { $count } secondes
}
left-minutes = { $count ->
    [one] encore { $count } minute
   *[other] encore { $count } minutes
}
left-hours = { $count ->
    [one] encore { $count } heure
   *[other] encore { $count } heures
}
lifetime-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
lifetime-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
lifetime-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
date-today = aujourd’hui
date-yesterday = hier
date-tomorrow = demain
date-and-time = { $day } à { $time }
progress-waiting = En attente du réseau. L’envoi reprendra tout seul.

## Signing in
sign-in-title = Qui envoie ?
sign-in-lead = Seules les personnes de { $site } peuvent envoyer depuis cette page. Pour recevoir vos fichiers, aucun compte n’est nécessaire.
sign-in = Se connecter avec { $site }
sign-in-invite = Pour envoyer, il vous faut une invitation
sign-in-invite-lead = Demandez un lien d’invitation à votre service informatique et ouvrez-le une fois dans ce navigateur. Pour recevoir vos fichiers, aucun compte n’est nécessaire.
sign-in-privacy = Cette page apprend que vous pouvez envoyer, pas votre nom.
join-title = Vous avez une invitation pour envoyer des fichiers
join-lead = Il suffit de l’accepter une fois dans ce navigateur. Il n’y a pas de mot de passe : le navigateur retient que vous pouvez envoyer.
join-privacy = Le serveur ne garde ni votre nom, ni votre adresse e-mail, ni votre numéro de téléphone.
join = Accepter l’invitation
signing-in = Connexion en cours…
own-shares = Ce que vous avez envoyé
own-shares-lead = Seulement les heures et les états : le serveur ne connaît ni les noms ni les contenus. Pour en voir plus, ouvrez le lien personnel que vous avez reçu lors de l’envoi.
own-shares-none = Vous n’avez encore rien envoyé.
own-shares-more = Afficher la suite
own-share-sent = Envoi : { $moment }
own-share-begun = Début : { $moment }
own-share-links = { $count ->
    [one] { $count } lien
   *[other] { $count } liens
}
own-share-opens = { $count ->
    [0] pas encore ouvert
    [one] ouvert une fois
   *[other] ouvert { $count } fois
}
own-share-live = peut être ouvert
own-share-unfinished = inachevé
own-share-over = terminé
own-share-erased = effacé
signed-in-as = Votre session est ouverte.
sign-out = Se déconnecter
purpose-label = Dans quel but

## Sharing
share-title = Envoyer des fichiers en sécurité
share-lead = Vos fichiers sont verrouillés dans ce navigateur avant d’en sortir. Nous ne pouvons pas les lire.
share-note = Vos fichiers sont effacés quand le lien prend fin, ou plus tôt si vous les retirez. Pour les recevoir, aucun compte n’est nécessaire.
choose-files = Choisir des fichiers
take-photo = Prendre une photo
add-files = Ajouter des fichiers
drop-here = Déposez vos fichiers ici
choose-here = Que voulez-vous envoyer ?
what-to-send = Photos, PDF, vidéos, documents numérisés, jusqu’à { $size } en tout
remove-file = Enlever { $name }
settings = Limites et message
from-label = De
note-label = Message
optional = (facultatif)
lifetime-label = Le lien est valable
opens-label = Il peut être ouvert
opens-any = sans limite
opens-times = { $count ->
    [one] une fois
   *[other] { $count } fois
}
openings = { $count ->
    [one] { $count } ouverture
   *[other] { $count } ouvertures
}
openings-any = ouvertures sans limite
lock = { $count ->
    [one] Verrouiller et créer le lien
   *[other] Verrouiller et créer les liens
}

## For whom
for-whom = Pour qui
recipient-label = Destinataire
recipient-label-note = (visible de vous seulement)
recipient-example = Dr Martin
recipient-number = Destinataire { $number }
add-recipient = Ajouter un destinataire
change = Modifier
change-of = Modifier : { $name }
lock-label = Deuxième verrou
lock-none = aucun
lock-code = code à 6 chiffres
lock-passphrase = mot de passe
lock-birth = date de naissance
lock-none-note = Toute personne qui a le lien peut ouvrir les fichiers.
lock-code-note = Vous recevez un code avec le lien. Donnez-le par téléphone, ou par un autre type de message.
lock-passphrase-of = Mot de passe
lock-passphrase-note = Au moins 6 caractères. Majuscules ou minuscules, peu importe.
lock-birth-of = La date de naissance du destinataire
lock-birth-note = D’autres la connaissent peut-être : un code est plus sûr.
view-only = Regarder seulement, sans enregistrer
view-only-honest = La page ne propose alors ni d’enregistrer ni d’imprimer. Rien ne peut empêcher une photo de l’écran.
view-only-not-shown = { $name } ne peut sans doute pas être affiché dans la page. Qui peut seulement regarder ne pourrait pas l’ouvrir.
only-to-look = à regarder seulement
own-limits = D’autres limites pour cette personne
bad-code = Le code a six chiffres.
bad-passphrase-short = Le mot de passe a au moins 6 caractères.
bad-passphrase-long = Le mot de passe est trop long.
bad-date = Indiquez le jour, le mois et l’année, comme dans { $date }.
date-day = Jour
date-month = Mois
date-year = Année

## Sending
sending-title = Verrouillage et envoi
sending-begins = Préparation…
sending-note = Laissez cet onglet ouvert jusqu’à la fin. Vous pouvez en regarder un autre en attendant.

## Sent
sent-title = Prêt à envoyer
sent-lead = { $count ->
    [one] Vos fichiers sont verrouillés. Donnez maintenant le lien à la personne à qui ils sont destinés.
   *[other] Vos fichiers sont verrouillés. Donnez maintenant chaque lien à la personne à qui il est destiné.
}
sent-lead-locked = 1. Envoyez le lien. 2. Donnez le code par un autre moyen.
link-title = Le lien
link-for = Lien pour { $name }
link-warning = Toute personne qui a le lien peut ouvrir les fichiers. Vérifiez le numéro ou l’adresse avant de l’envoyer.
copy-link = Copier le lien
lasts-openings = { $count ->
    [one] Peut être ouvert une fois, jusqu’à { $until }.
   *[other] Peut être ouvert { $count } fois, jusqu’à { $until }.
}
lasts-any = Peut être ouvert jusqu’à { $until }.
made-view-only = La personne qui l’ouvre peut regarder, mais ni enregistrer ni imprimer.
message-subject = Un lien sécurisé pour vous
message-text =
    Bonjour, voici un lien sécurisé pour vous : { $link }
    Il s’ouvre dans n’importe quel navigateur, sans application ni compte.
message-text-locked =
    Bonjour, voici un lien sécurisé pour vous : { $link }
    Il s’ouvre dans n’importe quel navigateur, sans application ni compte. Vous recevrez le code séparément.
message-text-birth =
    Bonjour, voici un lien sécurisé pour vous : { $link }
    Il s’ouvre dans n’importe quel navigateur, sans application ni compte. Votre date de naissance vous sera demandée.
code-title = Code, par téléphone ou de vive voix
passphrase-title = Mot de passe, par téléphone ou de vive voix
code-note = { $count ->
    [one] Jamais dans le même message que le lien. Après { $count } essai manqué, le lien se bloque.
   *[other] Jamais dans le même message que le lien. Après { $count } essais manqués, le lien se bloque.
}
birth-title = Le lien demande la date de naissance
birth-note = { $count ->
    [one] Ne l’écrivez pas dans le message avec le lien. Après { $count } essai manqué, le lien se bloque.
   *[other] Ne l’écrivez pas dans le message avec le lien. Après { $count } essais manqués, le lien se bloque.
}
copy-code = Copier le code
copy-passphrase = Copier le mot de passe
code-subject = Votre code
code-message = Bonjour, voici le code qui vous sera demandé : { $code }
passphrase-message = Bonjour, voici le mot de passe qui vous sera demandé : { $passphrase }
other-way = Le moyen choisi pour le lien n’est pas proposé ici. Prenez-en un autre.
share-sheet = Partager…
by-whatsapp = WhatsApp
by-sms = SMS
by-mail = E-mail
by-qr = Code QR
qr-label = Le lien sous forme de code QR
qr-note = Visez-le avec l’appareil photo de l’autre téléphone. Si quelqu’un d’autre le voit, il peut aussi ouvrir les fichiers.
keep-title = À garder pour vous
manage-link-title = Votre lien personnel
manage-link-note = Pour voir qui a ouvert les fichiers, et pour les retirer. Ne le transmettez pas et gardez-le bien : personne ne pourra vous le redonner.
open-manage = Ouvrir
copy-manage = Copier
keep-here = Retenir sur cet appareil ce que j’envoie
keep-here-note = Seulement sur un appareil à vous : toute personne qui utilise ce navigateur pourra gérer ce que vous avez envoyé.
keep-here-impossible = Ce navigateur ne retient rien pour cette page. Copiez le lien ci-dessus.
kept-here-note = Retenu, verrouillé, dans ce navigateur. Si vous désactivez cette option, tout est oublié ici.
mine-title = Envoyé depuis cet appareil
mine-lead = Ce navigateur le retient pour vous. L’oublier ici ne retire rien : les liens continuent de fonctionner.
mine-none = Rien n’est retenu ici
mine-none-lead = Après un envoi, vous pouvez choisir que cet appareil retienne ce que vous avez envoyé.
forget = Oublier
forget-of = Oublier { $name }
forget-all = Tout oublier
send-again = Envoyer autre chose

## Opening
open-title = On vous a envoyé quelque chose
open-lead = Le contenu a été verrouillé sur l’appareil de la personne qui l’a envoyé, et seul ce lien l’ouvre.
open-lead-from = De la part d’une personne de { $site }. Le contenu a été verrouillé sur son appareil, et seul ce lien l’ouvre.
open-lead-locked = Le contenu a été verrouillé sur l’appareil de la personne qui l’a envoyé. Seul ce lien l’ouvre, avec ce qu’on vous a dit ou ce que vous savez.
open-lead-locked-from = De la part d’une personne de { $site }. Le contenu a été verrouillé sur son appareil. Seul ce lien l’ouvre, avec ce qu’on vous a dit ou ce que vous savez.
open = Ouvrir
opening = Ouverture…
enter-code = Le code qu’on vous a donné
enter-passphrase = Le mot de passe qu’on vous a donné
enter-birth = Votre date de naissance
show = Afficher
checking = Vérification. Elle prend un instant, exprès : ainsi, personne ne peut deviner vite.
wrong-code = Ce n’est pas le code.
wrong-passphrase = Ce n’est pas le mot de passe.
wrong-birth = Ce n’est pas la date de naissance que le lien demande.
tries-left = { $count ->
    [0] Il ne reste aucun essai.
    [one] Il reste { $count } essai.
   *[other] Il reste { $count } essais.
}
open-note = Ni compte, ni application. Rien ne reste sur cet appareil, sauf si vous l’enregistrez.
open-view-only = Vous pouvez le regarder ici. La personne qui l’a envoyé ne propose ni de l’enregistrer ni de l’imprimer.
open-note-view-only = Ni compte, ni application. Rien ne reste sur cet appareil.
key-in-path = Ce lien a été modifié en chemin
key-in-path-what = Votre messagerie ou son antivirus l’a sans doute réécrit, et d’autres ordinateurs ont donc vu sa clé. Vous pouvez quand même l’ouvrir. Pour plus de sûreté, demandez un nouveau lien par SMS ou par messagerie instantanée.
opened-note = Rien ne reste sur cet appareil, sauf si vous l’enregistrez.
opened-view-only = Vous pouvez regarder, mais ni enregistrer ni imprimer : c’est le choix de la personne qui l’a envoyé. Rien ne reste sur cet appareil.
from-person = De
remains-now = C’était la dernière ouverture. Enregistrez ce dont vous avez besoin avant de fermer la page.
remains-now-view-only = C’était la dernière ouverture. Regardez tout avant de fermer la page.
remains-openings = { $count ->
    [one] Peut être ouvert encore une fois, jusqu’à { $until }.
   *[other] Peut être ouvert encore { $count } fois, jusqu’à { $until }.
}
remains-any = Peut être rouvert jusqu’à { $until }.
save = Enregistrer
save-file = Enregistrer { $name }
save-all = Enregistrer tous les fichiers
saving = Enregistrement
save-in-memory = Ce fichier est volumineux pour ce navigateur. Si l’enregistrement ne marche pas, ouvrez le lien sur un ordinateur.
saved = Enregistré
look-at = Regarder { $name }
text-of = Texte de { $name }
preview-failed = L’aperçu n’a pas pu être chargé.
hidden = Masqué, pour protéger ce qui a été envoyé
hidden-what = Rien ne s’est passé ici depuis un moment. Tout est encore là pour vous.
show-again = Afficher de nouveau
look = Regarder
not-shown-unknown = Ce type de fichier ne s’affiche pas ici
not-shown-unknown-what-to-do = Vous pouvez l’enregistrer et l’ouvrir avec un programme adapté.
not-shown-lies = Ce fichier n’est pas ce que dit son nom
not-shown-lies-what-to-do = Enregistrez-le et ouvrez-le seulement si vous l’attendiez. En cas de doute, demandez à la personne qui l’a envoyé.
not-shown-broken = Ce fichier ne peut pas être affiché
not-shown-broken-what-to-do = Il est peut-être abîmé, ou d’un type que ce navigateur ne connaît pas. Vous pouvez quand même l’enregistrer.
not-shown-too-large = Ce fichier est trop volumineux pour être affiché ici
not-shown-too-large-what-to-do = Vous pouvez l’enregistrer et le regarder sur votre appareil.
pdf-locked = Ce fichier PDF demande son propre mot de passe
save-still = Vous pouvez quand même l’enregistrer.
view-only-no-way = Vous pouvez regarder, mais pas enregistrer. Demandez à la personne qui l’a envoyé un lien qui vous permette de l’enregistrer.
picture-tools = Taille et rotation
larger = Plus grand
smaller = Plus petit
turn = Tourner à droite
full-screen = Plein écran
picture-reduced = Affichée plus petite qu’à l’envoi ({ $width } × { $height }).
picture-reduced-save = Enregistrez-la pour voir tous les détails.
pages-count = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
page-number = Page { $number }
page-failed = Cette page ne peut pas être affichée.
page-failed-save = Vous pouvez quand même enregistrer le fichier.
print = Imprimer
print-preparing = Préparation de la page { $number } sur { $count }
print-failed = L’impression n’est pas possible ici. Enregistrez le fichier et imprimez-le depuis votre appareil.
archive-name = Fichiers.zip
viewer = Visionneuse
viewer-position = { $number } sur { $count }
previous = Précédent
next = Suivant

## Managing
manage-title = Ce que sont devenus vos fichiers
manage-heading = { $count ->
    [one] { $count } fichier, envoi : { $day }
   *[other] { $count } fichiers, envoi : { $day }
}
manage-heading-erased = Envoi : { $day }, effacé depuis
erased-by = Sera effacé au plus tard : { $day }
erased-at = Effacé : { $moment }
recipients = Destinataires
link-unnamed = Le lien que vous avez envoyé
opens-of = { $opens } sur { $max } ouvertures utilisées
opens-so-far = { $opens ->
    [0] pas encore ouvert
    [one] ouvert une fois
   *[other] ouvert { $opens } fois
}
until = jusqu’à { $moment }
ended = fin : { $moment }
state-waiting = en attente
state-opened = ouvert
state-expired = temps écoulé
state-exhausted = tout utilisé
state-revoked = retiré
state-locked = bloqué
log-title = Ce qui s’est passé
log-intact = journal intact
log-broken = journal modifié
log-broken-title = À partir de la ligne { $line }, ce journal n’est plus cohérent
log-broken-what = Sur le serveur, des lignes ont été modifiées, enlevées ou échangées après avoir été écrites. Prévenez l’équipe qui gère ce service, et ne vous fiez pas à ce qui suit.
more-lines = { $count ->
    [one] Afficher { $count } autre ligne
   *[other] Afficher { $count } autres lignes
}
event-created = L’envoi a commencé
event-sealed = Envoyé : on peut maintenant l’ouvrir
event-link-added = { $name ->
    [0] Un lien a été ajouté
   *[other] Un lien pour { $name } a été ajouté
}
event-landing = { $name ->
    [0] La page du lien a été ouverte ; rien n’a encore été montré
   *[other] La page du lien pour { $name } a été ouverte ; rien n’a encore été montré
}
event-opened = { $name ->
    [0] Le lien a été ouvert
   *[other] Ouvert depuis le lien pour { $name }
}
event-refused = { $name ->
    [0] Le lien a été essayé avec un code ou une clé qui ne convient pas
   *[other] Le lien pour { $name } a été essayé avec un code ou une clé qui ne convient pas
}
event-locked = { $name ->
    [0] Vous avez bloqué le lien
   *[other] Vous avez bloqué le lien pour { $name }
}
event-locked-tries = { $name ->
    [0] Le lien s’est bloqué après trop d’essais manqués
   *[other] Le lien pour { $name } s’est bloqué après trop d’essais manqués
}
event-unlocked = { $name ->
    [0] Vous avez débloqué le lien
   *[other] Vous avez débloqué le lien pour { $name }
}
event-viewed = { $name ->
    [0] { $file } a été regardé
   *[other] { $name } a regardé { $file }
}
event-saved = { $name ->
    [0] { $file } a été enregistré
   *[other] { $name } a enregistré { $file }
}
event-key-in-path = { $name ->
    [0] Un filtre de messagerie a modifié le lien en chemin, et d’autres ordinateurs ont vu sa clé
   *[other] Un filtre de messagerie a modifié le lien pour { $name } en chemin, et d’autres ordinateurs ont vu sa clé
}
event-extended = { $name ->
    [0] Le lien a été prolongé, jusqu’à { $until }
   *[other] Le lien pour { $name } a été prolongé, jusqu’à { $until }
}
event-shortened = { $name ->
    [0] La durée du lien a été raccourcie, jusqu’à { $until }
   *[other] La durée du lien pour { $name } a été raccourcie, jusqu’à { $until }
}
event-opens-raised = { $name ->
    [0] Le lien a reçu plus d’ouvertures
   *[other] Le lien pour { $name } a reçu plus d’ouvertures
}
event-opens-lowered = { $name ->
    [0] Le lien a reçu moins d’ouvertures
   *[other] Le lien pour { $name } a reçu moins d’ouvertures
}
event-revoked = { $name ->
    [0] Vous avez retiré le lien
   *[other] Vous avez retiré le lien pour { $name }
}
event-expired = { $name ->
    [0] Le temps du lien est écoulé
   *[other] Le temps du lien pour { $name } est écoulé
}
event-exhausted = { $name ->
    [0] La dernière ouverture a été utilisée
   *[other] La dernière ouverture du lien pour { $name } a été utilisée
}
event-abandoned = L’envoi a été abandonné
event-erased = Tout a été effacé
save-csv = Enregistrer en tableau (CSV)
save-json = Enregistrer en JSON
as-it-is = sans changement
from-now-time = À partir de maintenant, le lien est valable
from-now-opens = À partir de maintenant, il peut être ouvert
opens-more = { $count ->
    [one] encore une fois
   *[other] encore { $count } fois
}
save-changes = Enregistrer les changements
lock-now = Bloquer pour l’instant
unlock = Débloquer
reset-tries = Redonner tous les essais
take-back = Retirer ce lien
take-back-what = Ce lien cesse aussitôt de fonctionner, et pour toujours. Les autres liens continuent. Ce que quelqu’un a déjà enregistré reste chez cette personne.
keep-link = Garder le lien
make-link = Créer le lien
erase = Retirer et effacer
erase-question = Retirer et effacer ?
erase-what = Le lien cesse aussitôt de fonctionner, et les fichiers sont effacés du serveur. Ce que quelqu’un a déjà enregistré reste chez cette personne. C’est sans retour possible.
erase-now = Effacer maintenant
keep = Garder les fichiers
show-receipt = Afficher le reçu
receipt-title = Effacé. Plus personne ne peut ouvrir le lien.
receipt-when = Effacé
receipt-share = Numéro de référence
receipt-hash = Valeur de contrôle du journal
save-receipt = Enregistrer le reçu

## What the server can and cannot see
about-title = Ce que le serveur voit et ne voit pas
about-lead = Votre navigateur verrouille les fichiers avant de les envoyer. La clé est dans le lien, dans la partie qui suit le signe #, que les navigateurs n’envoient jamais à un serveur.
cannot-see = Il ne peut pas voir
cannot-see-files = ce que contiennent vos fichiers
cannot-see-names = comment ils s’appellent et de quel type ils sont
cannot-see-words = votre nom et votre message
cannot-see-key = la clé, donc rien qui puisse les ouvrir
can-see = Il peut voir
can-see-size = à peu près combien vous envoyez en tout, arrondi vers le haut
can-see-times = quand quelque chose est envoyé, ouvert et effacé, et quel fichier, par son numéro, a été regardé ou enregistré ; la personne qui envoie voit aussi cette liste
can-see-limits = combien de temps et combien de fois le lien peut être ouvert
can-see-network = l’adresse réseau de qui envoie et de qui ouvre, comme tout site web
about-how = Comment ça marche
about-how-sending = Pour chaque envoi, votre navigateur fabrique une nouvelle clé, verrouille les fichiers avec elle (AES-256-GCM) et n’envoie que des morceaux verrouillés. Rien ne peut être ouvert avant qu’ils soient tous arrivés.
about-how-opening = Quand on ouvre le lien, les fichiers sont déverrouillés dans le navigateur de la personne qui l’ouvre. Si une messagerie jette seulement un coup d’œil au lien, cela ne compte pas : seul un appui sur « Ouvrir » compte.
about-how-ending = Quand le temps est écoulé, que toutes les ouvertures sont utilisées ou que vous retirez l’envoi, les morceaux verrouillés sont effacés.
about-limits = Ce dont cela ne protège pas
about-limits-link = Toute personne qui obtient le lien peut l’ouvrir. Envoyez-le à la bonne personne, par un moyen auquel vous faites confiance.
about-limits-page = La page elle-même vient de ce serveur. Si quelqu’un prenait le contrôle du serveur, une page qui livre votre clé pourrait être envoyée.
about-limits-copies = Ce qu’une personne a ouvert, elle peut l’enregistrer, le copier ou le photographier. Retirer l’envoi n’atteint pas ces copies.

## Errors: links
error-link-no-key = La clé manque sur cette page
error-link-no-key-what-to-do = Touchez de nouveau le lien dans votre message. Pour votre sécurité, la clé n’est pas gardée quand une page est rechargée. Si vous avez tapé ou copié le lien, vérifiez qu’il est entier, avec tout ce qui suit le signe #.
error-link-cut-short = Le lien n’est pas complet
error-link-cut-short-what-to-do = Il manque la fin. Revenez au message et touchez le lien à cet endroit, ou copiez-le en entier. S’il est aussi incomplet dans le message, demandez qu’on vous le renvoie.
error-link-altered = Le lien a été modifié en chemin
error-link-altered-what-to-do = Un ou plusieurs caractères ne sont pas justes. Revenez au message et touchez le lien à cet endroit. Si cela n’aide pas, demandez qu’on vous le renvoie.
error-link-newer = Le lien est d’un type plus récent
error-link-newer-what-to-do = Rechargez cette page. Si cela n’aide pas, demandez qu’on vous renvoie le lien.
error-link-unreadable = Ce n’est pas un lien entier
error-link-unreadable-what-to-do = Revenez au message et touchez le lien à cet endroit, ou copiez-le en entier.
error-page-not-found = Il n’y a rien à cette adresse
error-page-not-found-what-to-do = Vérifiez l’adresse. Si on vous a envoyé un lien, touchez-le de nouveau dans le message.

## Errors: the browser
error-insecure = Cette page n’a pas été ouverte par une connexion sécurisée
error-insecure-what-to-do = Les navigateurs ne verrouillent et n’ouvrent les fichiers que sur des pages sécurisées. Ouvrez de nouveau l’adresse avec https:// au début. Si cela ne marche pas, prévenez l’équipe qui gère ce service. Rien n’a été envoyé.
error-no-cipher = Ce navigateur ne peut pas verrouiller ni ouvrir les fichiers
error-no-cipher-what-to-do = Utilisez une version à jour de Chrome, Edge, Firefox ou Safari, à une adresse qui commence par https://. Rien n’a été compté ni perdu.

## Errors: network and server
error-no-answer = Le serveur ne répond pas
error-no-answer-what-to-do = Vérifiez que vous avez accès à Internet, puis réessayez. Rien n’est perdu.
error-server = Quelque chose n’a pas marché sur le serveur
error-server-what-to-do = Réessayez dans quelques minutes. Si cela se reproduit, prévenez l’équipe qui gère ce service.
error-busy = Le serveur a trop à faire en ce moment
error-busy-what-to-do = Attendez une minute et réessayez. Rien n’est perdu.
error-too-many-requests = Trop d’essais en peu de temps
error-too-many-requests-what-to-do = Attendez quelques minutes et réessayez. Rien n’est perdu. Les essais viennent peut-être d’autres personnes sur le même réseau.
error-quota-exceeded = Il n’y a plus de place pour de nouveaux envois
error-quota-exceeded-what-to-do = Rien n’a été envoyé. Effacez ce qui ne sert plus, ou demandez plus de place à l’équipe qui gère ce service.
error-storage-full = Le serveur n’a plus de place
error-storage-full-what-to-do = Rien n’a été envoyé. Prévenez l’équipe qui gère ce service, et réessayez plus tard.
error-forbidden = Ce lien ne le permet pas
error-forbidden-what-to-do = Sa clé ne convient pas. Ouvrez de nouveau le lien exactement comme vous l’avez reçu ou enregistré.
error-sign-in-required = Connectez-vous d’abord
error-sign-in-required-what-to-do = Une connexion ne dure qu’un certain temps. Ouvrez la page d’accueil dans un autre onglet et connectez-vous là ; ce que vous avez choisi ici reste. Puis réessayez.
error-not-allowed = Votre compte ne le permet pas
error-not-allowed-what-to-do = Si vous en avez besoin pour votre travail, demandez à l’équipe qui gère ce service.
error-sign-in-failed = La connexion n’a pas marché
error-sign-in-failed-what-to-do = Revenez à la page d’accueil et connectez-vous encore une fois. Si cela se reproduit, prévenez l’équipe qui gère ce service.
error-invite-over = Cette invitation ne peut pas être utilisée
error-invite-over-what-to-do = Elle a déjà servi, elle a expiré ou elle a été retirée, ou bien il manque une partie du lien. Demandez-en une nouvelle à la personne qui vous l’a envoyée.
error-cancelled = Annulé
error-cancelled-what-to-do = Vous pouvez recommencer quand vous voulez.

## Errors: sending
error-no-files = Aucun fichier n’est choisi
error-no-files-what-to-do = Choisissez au moins un fichier.
error-too-many-files = Il y a trop de fichiers pour un seul lien
error-too-many-files-what-to-do = Enlevez-en quelques-uns et envoyez-les avec un deuxième lien, ou mettez-les d’abord dans un seul fichier ZIP.
error-too-large = Ensemble, les fichiers sont trop volumineux
error-too-large-what-to-do = Enlevez-en quelques-uns et envoyez-les avec un deuxième lien. Rien n’a encore été envoyé.
error-limit-not-allowed = Le serveur n’accepte pas ces limites
error-limit-not-allowed-what-to-do = Choisissez une durée plus courte ou moins d’ouvertures. Ce que vous avez choisi est encore là.
error-factor-required = Un deuxième verrou est nécessaire
error-factor-required-what-to-do = Votre établissement demande un code ou un mot de passe pour chaque lien. Ajoutez-en un. Ce que vous avez choisi est encore là.
error-purpose-required = Indiquez dans quel but vous envoyez
error-purpose-required-what-to-do = Votre établissement demande d’indiquer un but pour chaque envoi. Seule la personne destinataire peut le lire. Ce que vous avez choisi est encore là.
error-not-confirmed = Le serveur n’a pas confirmé le verrouillage
error-not-confirmed-what-to-do = Aucun lien n’a donc été créé, et ce qui avait été envoyé est effacé. Réessayez. Si cela se reproduit, prévenez l’équipe qui gère ce service.
error-file-changed = Un fichier a changé ou n’est plus lisible
error-file-changed-what-to-do = Il a peut-être été enregistré de nouveau, déplacé ou supprimé depuis que vous l’avez choisi. Enlevez-le de la liste, choisissez-le de nouveau et réessayez.
error-folder = Les dossiers ne peuvent pas être envoyés
error-folder-what-to-do = Choisissez plutôt les fichiers du dossier, ou mettez d’abord le dossier dans un seul fichier ZIP.
error-shared-lost = Ce que vous avez partagé n’est pas arrivé
error-shared-lost-what-to-do = Choisissez-le encore une fois ici. Rien n’a été envoyé.

## Errors: opening
error-expired = Le temps de ce lien est écoulé
error-expired-what-to-do = Les fichiers ont été effacés, pour les protéger. Si vous en avez encore besoin, demandez un nouveau lien à la personne qui les a envoyés.
error-exhausted = Ce lien a été ouvert autant de fois que permis
error-exhausted-what-to-do = Si ce n’est pas vous qui l’avez ouvert, dites-le à la personne qui l’a envoyé : elle peut voir quand c’était. Si vous avez encore besoin des fichiers, demandez-lui un nouveau lien.
error-revoked = L’envoi a été retiré
error-revoked-what-to-do = La personne qui l’a envoyé l’a retiré, et les fichiers ne sont plus ici. Si vous en avez encore besoin, adressez-vous à elle.
error-unknown-link = Ce lien ne mène à rien
error-unknown-link-what-to-do = Il a peut-être pris fin depuis longtemps, ou un caractère n’est pas juste. Touchez de nouveau le lien dans votre message, ou demandez-en un nouveau.
error-unknown-share = Il n’y a rien derrière ce lien
error-unknown-share-what-to-do = Tout a peut-être été effacé il y a longtemps, ou un caractère du lien n’est pas juste. Ouvrez-le de nouveau exactement comme vous l’avez enregistré.
error-wrong-proof = La clé de ce lien ne convient pas
error-wrong-proof-what-to-do = Une partie du lien a sans doute changé en chemin. Touchez de nouveau le lien dans votre message, ou demandez qu’on vous le renvoie. Aucune ouverture n’a été comptée.
error-wrong-factor = Cela ne l’ouvre pas
error-wrong-factor-what-to-do = Vérifiez ce qu’on vous a dit et réessayez. Aucune ouverture n’a été comptée.
error-locked = Ce lien est bloqué
error-locked-what-to-do = La personne qui l’a envoyé l’a bloqué, ou il s’est bloqué tout seul après plusieurs essais manqués, pour protéger les fichiers. Appelez cette personne ou son hôpital : on peut le débloquer. Rien n’est perdu.
error-lease-over = Le temps pour regarder est écoulé
error-lease-over-what-to-do = Touchez de nouveau le lien dans votre message pour l’ouvrir encore une fois, s’il reste des ouvertures.
error-damaged = Ce qui est arrivé n’est pas ce qui a été envoyé
error-damaged-what-to-do = Le contenu a été modifié ou abîmé en chemin, c’est pourquoi il n’est pas montré. Demandez qu’on vous le renvoie, et prévenez l’équipe qui gère ce service.
error-newer-version = Ceci a été fait avec une version plus récente
error-newer-version-what-to-do = Rechargez la page en touchant de nouveau le lien dans votre message. Si cela n’aide pas, prévenez l’équipe qui gère ce service.
error-cannot-save = Le fichier n’a pas pu être enregistré
error-cannot-save-what-to-do = Il n’y a peut-être pas assez de place sur cet appareil, ou l’enregistrement n’est pas permis. Faites de la place ou essayez un autre navigateur, puis réessayez. Des applications comme Instagram ou Facebook ne permettent souvent pas d’enregistrer depuis leur navigateur intégré : revenez au message, copiez le lien et collez-le dans Chrome, Firefox ou Safari. Cela compte comme une ouverture de plus.
