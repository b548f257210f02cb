# The words of Phial in Italian.
# To a person: formal (Lei) in sentences; buttons in the usual short imperative ("Apri", "Salva").
# Nothing assumes that anybody is a man or a woman: "chi invia", "chi riceve", "chi gestisce questo servizio".
#
# locked (files)     chiuso a chiave, si apre       locked (a link)   bloccato, sbloccato
# link               il link                        key               la chiave
# code               il codice                      opening           l’apertura
# second lock        la seconda serratura           password          la password
# take back          ritirare                       erase             cancellare
# recipient          chi riceve                     sender            chi invia, chi ha inviato
# log                il registro                    receipt           la ricevuta
# What the server can and cannot see                Che cosa vede il server e che cosa no

## The frame
# The name of this language, in itself.
language-name = Italiano
language-label = Lingua
language-failed = Non è stato possibile caricare questa lingua. Riprovi.
site-what = Invio sicuro di file
skip-to-content = Vai al contenuto
about-link = Che cosa vede il server e che cosa no
to-start = Vai alla pagina iniziale
try-again = Riprova
cancel = Annulla
close = Chiudi
one-moment = Un momento…
copied = Copiato
copy-by-hand = Selezionato: ora lo copi
files = File
files-count = { $count } file
more-files = { $count ->
    [one] Mostra ancora 1 file
   *[other] Mostra altri file (ne restano { $count })
}
file-number = file { $number }

## Before the page has come, and when it cannot. Said by the document and its first script.
boot-title = Invio sicuro di file
boot-moment = Un momento…
boot-slow = Ci vuole più tempo del solito. Attenda ancora un po’, o controlli la connessione a internet.
boot-again = Riprova
boot-network = La pagina non è arrivata per intero
boot-network-what = Controlli di essere in rete, poi riprovi. Non è andato perso nulla, e nessuna apertura è stata contata.
boot-old = Questo browser non può mostrare la pagina
boot-old-what = È troppo vecchio, oppure qualcosa che serve alla pagina è disattivato. Apra lo stesso indirizzo in un altro browser: lo copi qui, apra una versione aggiornata di Chrome, Edge, Firefox o Safari e lo incolli in alto, nella barra degli indirizzi. Non è andato perso nulla, e nessuna apertura è stata contata.
boot-address = L’indirizzo di questa pagina
boot-copy = Copia l’indirizzo
boot-copied = Copiato
boot-failed = La pagina non è partita
boot-failed-what = Riprovi. Se non basta, apra l’indirizzo in un altro browser aggiornato. Non è andato perso nulla, e nessuna apertura è stata contata.
boot-no-script = Questa pagina chiude e apre i file dentro il Suo browser, e per farlo ha bisogno di JavaScript. Nelle impostazioni del browser consenta JavaScript per questo sito, poi ricarichi la pagina.
boot-nothing = Non compare nulla? Ricarichi questa pagina.
boot-full = In questo momento ci sono moltissime persone
boot-full-what = Aspetti un minuto, poi riprovi. Non è andato perso nulla, e nessuna apertura è stata contata.
boot-full-again = Questa pagina riprova da sola.

## Is it genuine? Who sends and who receives see the same two words: an animal and a thing. The lists are the same in all languages, word for
## word and in the same order, 64 in each. A word is short, easily said and spelled, and hurts nobody.
check-title = Viene davvero da noi?
check-call = Chiami { $telephone } e chieda le due parole. Devono essere:
check-ask = Chieda le due parole alla persona che Le ha mandato il link. Devono essere:
check-other-number = Se conosce già un altro nostro numero, chiami piuttosto quello.
check-tell = Se chi riceve Le chiede se viene davvero da Lei, dica le due parole:
check-words = Le due parole: { $words }
call = Chiama
call-for-help = Se non riesce a proseguire: { $telephone }
site-web = Chi è { $site }
network-away = Non c’è connessione a Internet. Quando torna, si continua da qui.
check-animals =
    albatro orso ape bisonte canarino gatto camaleonte condor grillo coccodrillo cervo delfino libellula anatra aquila falco
    fenicottero volpe gazzella geco giraffa criceto lepre riccio airone aringa cavallo iguana giaguaro canguro koala
    leopardo leone lucertola lama lince marmotta alce polpo struzzo lontra gufo panda pappagallo pellicano pinguino pony
    puma renna salmone sardina gabbiano lumaca scoiattolo cigno tapiro tigre tucano trota tonno tartaruga unicorno lupo
    zebra
check-things =
    ambra àncora mela albicocca bambù barca ponte cactus castello castagna cannella orologio bussola rame cristallo diamante
    tamburo flauto foresta fontana giardino zenzero chitarra porto cappello isola gelsomino lago lavanda foglia limone faro
    mango marmo prato specchio luna montagna nido oceano oliva perla matita pianoforte ananas pianeta zucca lampone fiume
    rosa zafferano argento neve cucchiaio stella torre albero tulipano valle vaniglia velluto violino vulcano cascata

## Sizes, rates, times. A space that does not break stands before the unit.
size-bytes = { $count } byte
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
size-tb = { $number } TB
rate = { $size }/s
percent = { $number }%
left-seconds = { $count ->
    [one] ancora 1 secondo
   *[other] ancora { $count } secondi
}
left-minutes = { $count ->
    [one] ancora 1 minuto
   *[other] ancora { $count } minuti
}
left-hours = { $count ->
    [one] ancora 1 ora
   *[other] ancora { $count } ore
}
lifetime-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minuti
}
lifetime-hours = { $count ->
    [one] 1 ora
   *[other] { $count } ore
}
lifetime-days = { $count ->
    [one] 1 giorno
   *[other] { $count } giorni
}
date-today = oggi
date-yesterday = ieri
date-tomorrow = domani
date-and-time = { $day }, ore { $time }
progress-waiting = In attesa della rete. Poi riprende da solo.

## Signing in
sign-in-title = Chi invia?
sign-in-lead = Da qui può inviare solo chi lavora per { $site }. Chi riceve i file non deve registrarsi.
sign-in = Accedi con { $site }
sign-in-invite = Per inviare serve un invito
sign-in-invite-lead = Chieda all’ufficio informatico un link di invito e lo apra una volta in questo browser. Chi riceve i file non deve registrarsi.
sign-in-privacy = Questa pagina viene a sapere che Lei può inviare, non come si chiama.
join-title = Ha ricevuto un invito a inviare file
join-lead = Basta accettarlo una volta in questo browser. Non c’è nessuna password: il browser ricorda che Lei può inviare.
join-privacy = Il server non conserva il Suo nome, né l’indirizzo e-mail, né il numero di telefono.
join = Accetta l’invito
signing-in = Accesso in corso…
own-shares = Che cosa ha inviato
own-shares-lead = Solo orari e stato: il server non conosce né nomi né contenuti. Per vedere di più, apra il link personale che ha ricevuto al momento dell’invio.
own-shares-none = Non ha ancora inviato nulla.
own-shares-more = Mostra altro
own-share-sent = Inviato: { $moment }
own-share-begun = Iniziato: { $moment }
own-share-links = { $count } link
own-share-opens = { $count ->
    [0] non ancora aperto
    [one] aperto una volta
   *[other] aperto { $count } volte
}
own-share-live = si può aprire
own-share-unfinished = non completato
own-share-over = terminato
own-share-erased = cancellato
signed-in-as = Ha effettuato l’accesso.
sign-out = Esci
purpose-label = A che cosa serve

## Sharing
share-title = Inviare file in modo sicuro
share-lead = I file vengono chiusi a chiave in questo browser, prima di partire. Noi non possiamo leggerli.
share-note = I Suoi file vengono cancellati quando il link scade, o prima, se Lei li ritira. Chi li riceve non deve registrarsi.
choose-files = Scegli i file
take-photo = Scatta una foto
add-files = Aggiungi file
drop-here = Trascini qui i file
choose-here = Che cosa vuole inviare?
what-to-send = Foto, PDF, video, scansioni, fino a { $size } in tutto
remove-file = Togli { $name }
settings = Limiti e messaggio
from-label = Da
note-label = Messaggio
optional = (facoltativo)
lifetime-label = Il link vale per
opens-label = Si può aprire
opens-any = senza limite
opens-times = { $count ->
    [one] una volta
   *[other] { $count } volte
}
openings = { $count ->
    [one] 1 apertura
   *[other] { $count } aperture
}
openings-any = aperture senza limite
lock = { $count ->
    [one] Chiudi a chiave e crea il link
   *[other] Chiudi a chiave e crea i link
}

## For whom
for-whom = Per chi
recipient-label = Chi riceve
recipient-label-note = (lo vede solo Lei)
recipient-example = Dott.ssa Bianchi
recipient-number = Persona { $number }
add-recipient = Aggiungi una persona
change = Cambia
change-of = Cambia: { $name }
lock-label = Seconda serratura
lock-none = nessuna
lock-code = codice di 6 cifre
lock-passphrase = password
lock-birth = data di nascita
lock-none-note = Chi ha il link può aprire i file.
lock-code-note = Insieme al link riceve un codice. Lo comunichi per telefono, o con un altro tipo di messaggio.
lock-passphrase-of = Password
lock-passphrase-note = Almeno 6 caratteri. Maiuscole e minuscole non contano.
lock-birth-of = La data di nascita di chi riceve
lock-birth-note = Potrebbero conoscerla anche altri: un codice è più sicuro.
view-only = Si può guardare, ma non salvare
view-only-honest = La pagina allora non offre né di salvare né di stampare. Nulla può impedire una fotografia dello schermo.
view-only-not-shown = { $name } probabilmente non si può mostrare nella pagina. Chi può solo guardare non riuscirebbe ad aprirlo.
only-to-look = solo da guardare
own-limits = Altri limiti per questa persona
bad-code = Il codice ha sei cifre.
bad-passphrase-short = La password ha almeno 6 caratteri.
bad-passphrase-long = La password è troppo lunga.
bad-date = Scriva giorno, mese e anno, come in { $date }.
date-day = Giorno
date-month = Mese
date-year = Anno

## Sending
sending-title = Chiusura a chiave e invio
sending-begins = Preparazione…
sending-note = Tenga aperta questa scheda finché è tutto pronto. Intanto può guardarne un’altra.

## Sent
sent-title = Pronto da inviare
sent-lead = { $count ->
    [one] I Suoi file sono chiusi a chiave. Ora dia il link alla persona a cui sono destinati.
   *[other] I Suoi file sono chiusi a chiave. Ora dia ogni link alla persona a cui è destinato.
}
sent-lead-locked = 1. Invii il link. 2. Comunichi il codice per un’altra via.
link-title = Il link
link-for = Link per { $name }
link-warning = Chi ha il link può aprire i file. Controlli il numero o l’indirizzo prima di inviarlo.
copy-link = Copia il link
lasts-openings = { $count ->
    [one] Si può aprire una volta, fino a { $until }.
   *[other] Si può aprire { $count } volte, fino a { $until }.
}
lasts-any = Si può aprire fino a { $until }.
made-view-only = Chi lo apre può guardare, ma non salvare né stampare.
message-subject = Un link sicuro per Lei
message-text =
    Buongiorno, ecco un link sicuro: { $link }
    Si apre in qualsiasi browser, senza app e senza registrarsi.
message-text-locked =
    Buongiorno, ecco un link sicuro: { $link }
    Si apre in qualsiasi browser, senza app e senza registrarsi. Il codice per aprirlo arriva a parte.
message-text-birth =
    Buongiorno, ecco un link sicuro: { $link }
    Si apre in qualsiasi browser, senza app e senza registrarsi. Chiede la Sua data di nascita.
code-title = Codice, a voce o per telefono
passphrase-title = Password, a voce o per telefono
code-note = { $count ->
    [one] Mai nello stesso messaggio del link. Dopo 1 tentativo sbagliato il link si blocca.
   *[other] Mai nello stesso messaggio del link. Dopo { $count } tentativi sbagliati il link si blocca.
}
birth-title = Il link chiede la data di nascita
birth-note = { $count ->
    [one] Non la scriva nel messaggio con il link. Dopo 1 tentativo sbagliato il link si blocca.
   *[other] Non la scriva nel messaggio con il link. Dopo { $count } tentativi sbagliati il link si blocca.
}
copy-code = Copia il codice
copy-passphrase = Copia la password
code-subject = Il Suo codice
code-message = Buongiorno, il codice che Le verrà chiesto è: { $code }
passphrase-message = Buongiorno, la password che Le verrà chiesta è: { $passphrase }
other-way = La via usata per il link qui non è disponibile. Ne scelga un’altra.
share-sheet = Condividi…
by-whatsapp = WhatsApp
by-sms = SMS
by-mail = E-mail
by-qr = Codice QR
qr-label = Il link come codice QR
qr-note = Lo inquadri con la fotocamera dell’altro telefono. Chi può vederlo può aprire i file.
keep-title = Questo lo tenga per sé
manage-link-title = Il Suo link personale
manage-link-note = Per vedere chi ha aperto i file, e per ritirarli. Non lo dia a nessuno e lo conservi bene: nessuno può darglielo di nuovo.
open-manage = Apri
copy-manage = Copia
keep-here = Ricorda su questo dispositivo che cosa invio
keep-here-note = Solo su un dispositivo Suo: chiunque usi questo browser potrà poi gestire ciò che ha inviato.
keep-here-impossible = Questo browser non ricorda nulla per questa pagina. Copi il link qui sopra.
kept-here-note = Ricordato, chiuso a chiave, in questo browser. Se lo disattiva, qui tutto viene dimenticato.
mine-title = Inviato da questo dispositivo
mine-lead = Questo browser lo ricorda per Lei. Dimenticare qui non ritira nulla: i link continuano a funzionare.
mine-none = Qui non è ricordato nulla
mine-none-lead = Dopo un invio può scegliere che questo dispositivo ricordi che cosa ha inviato.
forget = Dimentica
forget-of = Dimentica { $name }
forget-all = Dimentica tutto
send-again = Invia altro

## Opening
open-title = Le hanno inviato qualcosa
open-lead = È stato chiuso a chiave sul dispositivo di chi l’ha inviato, e solo questo link lo apre.
open-lead-from = Da una persona di { $site }. È stato chiuso a chiave sul suo dispositivo, e solo questo link lo apre.
open-lead-locked = È stato chiuso a chiave sul dispositivo di chi l’ha inviato. Lo apre solo questo link, insieme a ciò che Le è stato detto o che Lei sa.
open-lead-locked-from = Da una persona di { $site }. È stato chiuso a chiave sul suo dispositivo. Lo apre solo questo link, insieme a ciò che Le è stato detto o che Lei sa.
open = Apri
opening = Apertura…
enter-code = Il codice che Le è stato detto
enter-passphrase = La password che Le è stata detta
enter-birth = La Sua data di nascita
show = Mostra
checking = Controllo in corso. Ci vuole apposta un momento: così nessuno può indovinare in fretta.
wrong-code = Non è questo il codice.
wrong-passphrase = Non è questa la password.
wrong-birth = Non è questa la data di nascita che il link chiede.
tries-left = { $count ->
    [0] Nessun tentativo rimasto.
    [one] Resta 1 tentativo.
   *[other] Restano { $count } tentativi.
}
open-note = Senza app e senza registrarsi. Su questo dispositivo non resta nulla, a meno che Lei non lo salvi.
open-view-only = Può guardarlo qui. Chi l’ha inviato non offre di salvarlo o stamparlo.
open-note-view-only = Senza app e senza registrarsi. Su questo dispositivo non resta nulla.
key-in-path = Questo link è stato modificato durante il viaggio
key-in-path-what = Probabilmente lo ha riscritto il programma di posta o il suo antivirus, e così altri computer ne hanno visto la chiave. Può aprirlo lo stesso. Se preferisce andare sul sicuro, chieda a chi l’ha inviato un nuovo link, con un SMS o in chat.
opened-note = Su questo dispositivo non resta nulla, a meno che Lei non lo salvi.
opened-view-only = Può guardare, ma non salvare né stampare: così ha scelto chi l’ha inviato. Su questo dispositivo non resta nulla.
from-person = Da
remains-now = Questa era l’ultima apertura. Salvi ciò che Le serve prima di chiudere la pagina.
remains-now-view-only = Questa era l’ultima apertura. Guardi tutto prima di chiudere la pagina.
remains-openings = { $count ->
    [one] Si può aprire ancora una volta, fino a { $until }.
   *[other] Si può aprire ancora { $count } volte, fino a { $until }.
}
remains-any = Si può riaprire fino a { $until }.
save = Salva
save-file = Salva { $name }
save-all = Salva tutti i file
saving = Salvataggio
save-in-memory = Per questo browser il file è grande. Se il salvataggio non riesce, apra il link su un computer.
saved = Salvato
look-at = Guarda { $name }
text-of = Testo di { $name }
preview-failed = Non è stato possibile mostrare l’anteprima.
hidden = Nascosto, per proteggere ciò che è stato inviato
hidden-what = Per un po’ qui non è successo nulla. È ancora tutto qui per Lei.
show-again = Mostra di nuovo
look = Guarda
not-shown-unknown = Questo tipo di file non si può vedere qui
not-shown-unknown-what-to-do = Può salvarlo e aprirlo con un programma adatto.
not-shown-lies = Questo file non è ciò che dice il suo nome
not-shown-lies-what-to-do = Lo salvi e lo apra solo se lo aspettava. Se ha dubbi, chieda a chi l’ha inviato.
not-shown-broken = Non è possibile mostrare questo file
not-shown-broken-what-to-do = Forse è rovinato, o è di un tipo che questo browser non conosce. Può comunque salvarlo.
not-shown-too-large = Questo file è troppo grande per vederlo qui
not-shown-too-large-what-to-do = Può salvarlo e guardarlo sul Suo dispositivo.
pdf-locked = Questo PDF chiede una propria password
save-still = Può comunque salvarlo.
view-only-no-way = Chi l’ha inviato Le permette di guardare, ma non di salvare. Gli chieda un link con cui Lei possa salvarlo.
picture-tools = Grandezza e rotazione
larger = Più grande
smaller = Più piccolo
turn = Gira a destra
full-screen = Schermo intero
picture-reduced = È mostrata più piccola di com’è stata inviata ({ $width } × { $height }).
picture-reduced-save = Per vedere ogni dettaglio, la salvi.
pages-count = { $count ->
    [one] 1 pagina
   *[other] { $count } pagine
}
page-number = Pagina { $number }
page-failed = Questa pagina non si può mostrare.
page-failed-save = Può comunque salvare il file.
print = Stampa
print-preparing = Preparazione della pagina { $number } di { $count }
print-failed = Qui non si può stampare. Salvi il file e lo stampi dal suo dispositivo.
archive-name = File.zip
viewer = Visualizzazione
viewer-position = { $number } di { $count }
previous = Precedente
next = Successivo

## Managing
manage-title = Che cosa è successo ai Suoi file
manage-heading = { $count ->
    [one] 1 file, inviato { $day }
   *[other] { $count } file, inviati { $day }
}
manage-heading-erased = Inviato { $day }, poi cancellato
erased-by = Cancellazione al più tardi: { $day }
erased-at = Cancellato: { $moment }
recipients = Chi riceve
link-unnamed = Il link che ha inviato
opens-of = aperture usate: { $opens } di { $max }
opens-so-far = { $opens ->
    [0] non ancora aperto
    [one] aperto una volta
   *[other] aperto { $opens } volte
}
until = fino a { $moment }
ended = scaduto: { $moment }
state-waiting = in attesa
state-opened = aperto
state-expired = scaduto
state-exhausted = aperture finite
state-revoked = ritirato
state-locked = bloccato
log-title = Che cosa è successo
log-intact = registro integro
log-broken = registro modificato
log-broken-title = Dalla riga { $line } in poi questo registro non torna più
log-broken-what = Sul server alcune righe sono state cambiate, tolte o scambiate dopo essere state scritte. Lo dica a chi gestisce questo servizio, e non si fidi di ciò che segue.
more-lines = { $count ->
    [one] Mostra ancora 1 riga
   *[other] Mostra altre { $count } righe
}
event-created = Invio iniziato
event-sealed = Inviato: ora si può aprire
event-link-added = { $name ->
    [0] È stato aggiunto un link
   *[other] È stato aggiunto un link per { $name }
}
event-landing = { $name ->
    [0] La pagina del link è stata aperta; non è stato ancora mostrato nulla
   *[other] La pagina del link per { $name } è stata aperta; non è stato ancora mostrato nulla
}
event-opened = { $name ->
    [0] Il link è stato aperto
   *[other] Aperto dal link per { $name }
}
event-refused = { $name ->
    [0] Il link è stato provato con un codice o una chiave che non corrisponde
   *[other] Il link per { $name } è stato provato con un codice o una chiave che non corrisponde
}
event-locked = { $name ->
    [0] Lei ha bloccato il link
   *[other] Lei ha bloccato il link per { $name }
}
event-locked-tries = { $name ->
    [0] Il link si è bloccato dopo troppi tentativi sbagliati
   *[other] Il link per { $name } si è bloccato dopo troppi tentativi sbagliati
}
event-unlocked = { $name ->
    [0] Lei ha sbloccato il link
   *[other] Lei ha sbloccato il link per { $name }
}
event-viewed = { $name ->
    [0] { $file } è stato guardato
   *[other] { $name } ha guardato { $file }
}
event-saved = { $name ->
    [0] { $file } è stato salvato
   *[other] { $name } ha salvato { $file }
}
event-key-in-path = { $name ->
    [0] Un filtro della posta ha modificato il link durante il viaggio, e altri computer ne hanno visto la chiave
   *[other] Un filtro della posta ha modificato il link per { $name } durante il viaggio, e altri computer ne hanno visto la chiave
}
event-extended = { $name ->
    [0] Al link è stato dato più tempo, fino a { $until }
   *[other] Al link per { $name } è stato dato più tempo, fino a { $until }
}
event-shortened = { $name ->
    [0] Al link è stato dato meno tempo, fino a { $until }
   *[other] Al link per { $name } è stato dato meno tempo, fino a { $until }
}
event-opens-raised = { $name ->
    [0] Al link sono state date più aperture
   *[other] Al link per { $name } sono state date più aperture
}
event-opens-lowered = { $name ->
    [0] Al link sono state date meno aperture
   *[other] Al link per { $name } sono state date meno aperture
}
event-revoked = { $name ->
    [0] Lei ha ritirato il link
   *[other] Lei ha ritirato il link per { $name }
}
event-expired = { $name ->
    [0] Il tempo del link è finito
   *[other] Il tempo del link per { $name } è finito
}
event-exhausted = { $name ->
    [0] È stata usata l’ultima apertura
   *[other] È stata usata l’ultima apertura del link per { $name }
}
event-abandoned = L’invio è stato interrotto
event-erased = Tutto è stato cancellato
save-csv = Salva come tabella (CSV)
save-json = Salva come JSON
as-it-is = com’è ora
from-now-time = Da adesso il link vale per
from-now-opens = Da adesso si può aprire
opens-more = { $count ->
    [one] ancora una volta
   *[other] ancora { $count } volte
}
save-changes = Salva le modifiche
lock-now = Blocca per ora
unlock = Sblocca
reset-tries = Ridai tutti i tentativi
take-back = Ritira questo link
take-back-what = Questo link smette subito di funzionare, per sempre. Gli altri link continuano. Ciò che qualcuno ha già salvato resta a quella persona.
keep-link = Tieni il link
make-link = Crea il link
erase = Ritira e cancella
erase-question = Ritirare e cancellare?
erase-what = Il link smette subito di funzionare e i file vengono cancellati dal server. Ciò che qualcuno ha già salvato resta a quella persona. Non si può annullare.
erase-now = Cancella ora
keep = Tieni i file
show-receipt = Mostra la ricevuta
receipt-title = Cancellato. Nessuno può più aprire il link.
receipt-when = Cancellato
receipt-share = Numero di riferimento
receipt-hash = Valore di controllo del registro
save-receipt = Salva la ricevuta

## What the server can and cannot see
about-title = Che cosa vede il server e che cosa no
about-lead = Il Suo browser chiude a chiave i file prima di inviarli. La chiave è nel link, nella parte dopo il segno #, che i browser non mandano mai a un server.
cannot-see = Non può vedere
cannot-see-files = che cosa contengono i Suoi file
cannot-see-names = come si chiamano e di che tipo sono
cannot-see-words = il Suo nome e il Suo messaggio
cannot-see-key = la chiave, e quindi nulla che possa aprirli
can-see = Può vedere
can-see-size = più o meno quanto invia in tutto, arrotondato per eccesso
can-see-times = quando si invia, si apre e si cancella qualcosa, e quale file, solo per numero, è stato guardato o salvato; anche chi invia vede questo elenco
can-see-limits = per quanto tempo e quante volte si può aprire il link
can-see-network = l’indirizzo di rete di chi invia e di chi apre, come qualsiasi sito
about-how = Come funziona
about-how-sending = Per ogni invio il Suo browser crea una chiave nuova, con questa chiude i file (AES-256-GCM) e spedisce solo pezzi chiusi a chiave. Finché non sono arrivati tutti, non si può aprire nulla.
about-how-opening = Chi apre il link apre i file nel proprio browser. Se un programma di chat o di posta dà solo un’occhiata al link, non conta nulla: conta solo quando si preme «Apri».
about-how-ending = Quando il tempo è finito, quando tutte le aperture sono usate o quando Lei ritira l’invio, i pezzi chiusi a chiave vengono cancellati.
about-limits = Da che cosa non protegge
about-limits-link = Chi viene in possesso del link può aprirlo. Lo mandi alla persona giusta, per una via di cui si fida.
about-limits-page = La pagina stessa viene da questo server. Se qualcuno prendesse il controllo del server, potrebbe mandare una pagina che rivela la Sua chiave.
about-limits-copies = Ciò che una persona ha aperto può salvarlo, copiarlo o fotografarlo. Ritirare l’invio non raggiunge quelle copie.

## Errors: links
error-link-no-key = In questa pagina manca la chiave
error-link-no-key-what-to-do = Tocchi di nuovo il link nel Suo messaggio. Per la Sua sicurezza la chiave non viene conservata quando la pagina si ricarica. Se ha scritto o copiato il link, controlli che sia intero, con tutto ciò che segue il segno #.
error-link-cut-short = Il link non è completo
error-link-cut-short-what-to-do = Manca la fine. Torni al messaggio e tocchi il link lì, oppure lo copi tutto. Se è incompleto anche lì, chieda a chi l’ha inviato di mandarlo di nuovo.
error-link-altered = Il link è stato modificato durante il viaggio
error-link-altered-what-to-do = Uno o più caratteri non sono giusti. Torni al messaggio e tocchi il link lì. Se non basta, chieda a chi l’ha inviato di mandarlo di nuovo.
error-link-newer = Il link è di un tipo più recente
error-link-newer-what-to-do = Ricarichi questa pagina. Se non basta, chieda a chi l’ha inviato di mandarlo di nuovo.
error-link-unreadable = Questo non è un link intero
error-link-unreadable-what-to-do = Torni al messaggio e tocchi il link lì, oppure lo copi tutto.
error-page-not-found = A questo indirizzo non c’è nulla
error-page-not-found-what-to-do = Controlli l’indirizzo. Se ha ricevuto un link, lo tocchi di nuovo nel messaggio.

## Errors: the browser
error-insecure = Questa pagina non è stata aperta con una connessione sicura
error-insecure-what-to-do = I browser chiudono e aprono i file solo su pagine sicure. Apra di nuovo l’indirizzo con https:// all’inizio. Se non funziona, lo dica a chi gestisce questo servizio. Non è stato inviato nulla.
error-no-cipher = Questo browser non può chiudere o aprire i file
error-no-cipher-what-to-do = Usi una versione aggiornata di Chrome, Edge, Firefox o Safari, a un indirizzo che comincia con https://. Non è stato contato né perso nulla.

## Errors: network and server
error-no-answer = Il server non risponde
error-no-answer-what-to-do = Controlli di essere in rete, poi riprovi. Non è andato perso nulla.
error-server = Qualcosa sul server non ha funzionato
error-server-what-to-do = Riprovi tra qualche minuto. Se succede ancora, lo dica a chi gestisce questo servizio.
error-busy = In questo momento il server ha troppo da fare
error-busy-what-to-do = Aspetti un minuto e riprovi. Non è andato perso nulla.
error-too-many-requests = Troppi tentativi in poco tempo
error-too-many-requests-what-to-do = Aspetti qualche minuto e riprovi. Non è andato perso nulla. Forse i tentativi sono di altre persone sulla stessa rete.
error-quota-exceeded = Non c’è più spazio per altri invii
error-quota-exceeded-what-to-do = Non è stato inviato nulla. Cancelli ciò che non serve più, o chieda più spazio a chi gestisce questo servizio.
error-storage-full = Sul server non c’è più spazio
error-storage-full-what-to-do = Non è stato inviato nulla. Lo dica a chi gestisce questo servizio e riprovi più tardi.
error-forbidden = Questo link non lo permette
error-forbidden-what-to-do = La sua chiave non corrisponde. Apra di nuovo il link esattamente come l’ha ricevuto o salvato.
error-sign-in-required = Prima occorre accedere
error-sign-in-required-what-to-do = L’accesso dura solo un certo tempo. Apra la pagina iniziale in un’altra scheda e acceda lì; ciò che ha scelto qui resta. Poi riprovi.
error-not-allowed = Il Suo account non lo permette
error-not-allowed-what-to-do = Se Le serve per il Suo lavoro, lo chieda a chi gestisce questo servizio.
error-sign-in-failed = L’accesso non è riuscito
error-sign-in-failed-what-to-do = Torni alla pagina iniziale e acceda ancora una volta. Se succede di nuovo, lo dica a chi gestisce questo servizio.
error-invite-over = Questo invito non si può usare
error-invite-over-what-to-do = È già stato usato, è scaduto o è stato ritirato, oppure manca una parte del link. Ne chieda uno nuovo a chi Gliel’ha mandato.
error-cancelled = Annullato
error-cancelled-what-to-do = Può ricominciare quando vuole.

## Errors: sending
error-no-files = Non è stato scelto nessun file
error-no-files-what-to-do = Scelga almeno un file.
error-too-many-files = Sono troppi file per un solo link
error-too-many-files-what-to-do = Ne tolga alcuni e li invii con un secondo link, oppure li metta prima in un unico file ZIP.
error-too-large = Tutti insieme i file sono troppo grandi
error-too-large-what-to-do = Ne tolga alcuni e li invii con un secondo link. Non è stato ancora inviato nulla.
error-limit-not-allowed = Il server non consente questi limiti
error-limit-not-allowed-what-to-do = Scelga un tempo più breve o meno aperture. Ciò che ha scelto è ancora qui.
error-factor-required = Serve una seconda serratura
error-factor-required-what-to-do = La Sua organizzazione chiede un codice o una password per ogni link. Ne aggiunga uno. Ciò che ha scelto è ancora qui.
error-purpose-required = Dica a che cosa serve
error-purpose-required-what-to-do = La Sua organizzazione chiede di indicare uno scopo per tutto ciò che si invia. Può leggerlo solo chi riceve. Ciò che ha scelto è ancora qui.
error-not-confirmed = Il server non ha confermato la chiusura
error-not-confirmed-what-to-do = Perciò non è stato creato nessun link e ciò che era stato inviato è cancellato. Riprovi. Se succede di nuovo, lo dica a chi gestisce questo servizio.
error-file-changed = Un file è cambiato o non si può più leggere
error-file-changed-what-to-do = Forse è stato salvato di nuovo, spostato o eliminato dopo la scelta. Lo tolga dall’elenco, lo scelga di nuovo e riprovi.
error-folder = Le cartelle non si possono inviare
error-folder-what-to-do = Scelga i file che sono nella cartella, oppure metta prima la cartella in un unico file ZIP.
error-shared-lost = Ciò che ha condiviso non è arrivato
error-shared-lost-what-to-do = Lo scelga qui ancora una volta. Non è stato inviato nulla.

## Errors: opening
error-expired = Il tempo di questo link è finito
error-expired-what-to-do = I file sono stati cancellati, per proteggerli. Se Le servono ancora, chieda un nuovo link a chi li ha inviati.
error-exhausted = Questo link è stato aperto tutte le volte consentite
error-exhausted-what-to-do = Se non è stata una Sua apertura, lo dica a chi ha inviato i file: può vedere quando è avvenuta. Se i file Le servono ancora, chieda un nuovo link.
error-revoked = L’invio è stato ritirato
error-revoked-what-to-do = Chi ha inviato i file li ha ritirati, e qui non ci sono più. Se Le servono ancora, si rivolga a quella persona.
error-unknown-link = Questo link non porta a nulla
error-unknown-link-what-to-do = Forse è finito da tempo, o un carattere non è giusto. Tocchi di nuovo il link nel Suo messaggio, o ne chieda uno nuovo a chi l’ha inviato.
error-unknown-share = Dietro a questo link non c’è nulla
error-unknown-share-what-to-do = Forse è stato cancellato da tempo, o un carattere del link non è giusto. Lo apra di nuovo esattamente come l’ha salvato.
error-wrong-proof = La chiave di questo link non corrisponde
error-wrong-proof-what-to-do = Probabilmente una parte del link è cambiata durante il viaggio. Tocchi di nuovo il link nel Suo messaggio, o chieda a chi l’ha inviato di mandarlo di nuovo. Non è stata contata nessuna apertura.
error-wrong-factor = Così non si apre
error-wrong-factor-what-to-do = Controlli ciò che Le è stato detto e riprovi. Non è stata contata nessuna apertura.
error-locked = Questo link è bloccato
error-locked-what-to-do = L’ha bloccato chi l’ha inviato, oppure si è bloccato da solo dopo vari tentativi sbagliati, per proteggere i file. Telefoni a chi l’ha inviato o all’ospedale: possono sbloccarlo. Non è andato perso nulla.
error-lease-over = Il tempo per guardare è finito
error-lease-over-what-to-do = Tocchi di nuovo il link nel Suo messaggio per aprirlo ancora una volta, se restano aperture.
error-damaged = Ciò che è arrivato non è ciò che è stato inviato
error-damaged-what-to-do = È stato modificato o si è rovinato durante il viaggio, perciò non viene mostrato. Chieda a chi l’ha inviato di mandarlo di nuovo, e lo dica a chi gestisce questo servizio.
error-newer-version = È stato creato con una versione più recente
error-newer-version-what-to-do = Ricarichi la pagina toccando di nuovo il link nel Suo messaggio. Se non basta, lo dica a chi gestisce questo servizio.
error-cannot-save = Non è stato possibile salvare il file
error-cannot-save-what-to-do = Forse su questo dispositivo c’è poco spazio, o non è permesso salvare. Liberi un po’ di spazio o usi un altro browser, poi riprovi. App come Instagram o Facebook spesso non lasciano salvare dal loro browser interno: torni al messaggio, copi il link e lo incolli in Chrome, Firefox o Safari. Vale come un’altra apertura.
