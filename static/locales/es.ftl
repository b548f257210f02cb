# The words of Phial in Spanish (of Spain, and clear elsewhere).
# To a person: formal (usted), mostly without the word itself; buttons in the infinitive. Nothing assumes that anybody
# is a man or a woman: "la persona que…", "quien…".
#
# locked (files)     cerrado con llave, abrir       locked (a link)   bloqueado, desbloqueado
# link               el enlace                      key               la llave
# code               el código                      opening           la apertura
# second lock        la segunda cerradura           password          la contraseña
# take back          retirar                        erase             borrar
# recipient          la persona destinataria        sender            la persona que envió el enlace
# log                el registro                    receipt           el justificante
# What the server can and cannot see                Qué ve y qué no ve el servidor

## The frame
# The name of this language, in itself.
language-name = Español
language-label = Idioma
language-failed = No se ha podido cargar este idioma. Pruebe otra vez.
site-what = Envío seguro de archivos
skip-to-content = Ir al contenido
about-link = Qué ve y qué no ve el servidor
to-start = Ir a la página de inicio
try-again = Probar otra vez
cancel = Cancelar
close = Cerrar
one-moment = Un momento…
copied = Copiado
copy-by-hand = Seleccionado: cópielo ahora
files = Archivos
files-count = { $count ->
    [one] 1 archivo
   *[other] { $count } archivos
}
more-files = { $count ->
    [one] Mostrar 1 archivo más
   *[other] Mostrar más archivos (quedan { $count })
}
file-number = archivo { $number }

## Before the page has come, and when it cannot. Said by the document and its first script.
boot-title = Envío seguro de archivos
boot-moment = Un momento…
boot-slow = Está tardando más de lo normal. Espere un poco más o compruebe su conexión a internet.
boot-again = Probar otra vez
boot-network = La página no ha llegado completa
boot-network-what = Compruebe que tiene conexión a internet y pruebe otra vez. No se ha perdido nada, y no se ha contado ninguna apertura.
boot-old = Este navegador no puede mostrar la página
boot-old-what = Es demasiado antiguo, o tiene desactivado algo que la página necesita. Abra la misma dirección en otro navegador: cópiela aquí, abra una versión actual de Chrome, Edge, Firefox o Safari y péguela arriba, en la barra de direcciones. No se ha perdido nada, y no se ha contado ninguna apertura.
boot-address = La dirección de esta página
boot-copy = Copiar la dirección
boot-copied = Copiada
boot-failed = Esta página no ha podido arrancar
boot-failed-what = Pruebe otra vez. Si no sirve, abra la dirección en otro navegador actual. No se ha perdido nada, y no se ha contado ninguna apertura.
boot-no-script = Esta página cierra y abre los archivos dentro de su navegador, y para ello necesita JavaScript. Permita JavaScript para este sitio en los ajustes del navegador y vuelva a cargar la página.
boot-nothing = ¿No aparece nada? Vuelva a cargar esta página.
boot-full = En este momento hay muchísimas personas aquí
boot-full-what = Espere un minuto y pruebe otra vez. No se ha perdido nada, y no se ha contado ninguna apertura.
boot-full-again = Esta página vuelve a probar sola.

## Is it genuine? Who sends and who receives see the same two words: an animal and a thing. The lists are the same in all languages, word for
## word and in the same order, 64 in each. A word is short, easily said and spelled, and hurts nobody.
check-title = ¿Viene de verdad de nosotros?
check-call = Llame al { $telephone } y pregunte por las dos palabras. Deben ser:
check-ask = Pregunte por las dos palabras a la persona que le envió el enlace. Deben ser:
check-other-number = Si ya conoce otro número nuestro, llame mejor a ese.
check-tell = Si le preguntan si viene de verdad de usted, diga las dos palabras:
check-words = Las dos palabras: { $words }
call = Llamar
call-for-help = Si no puede seguir: { $telephone }
site-web = Quién es { $site }
network-away = No hay conexión a Internet. Cuando vuelva, se sigue desde aquí.
check-animals =
    albatros oso abeja bisonte canario gato camaleón cóndor grillo cocodrilo ciervo delfín libélula pato águila halcón
    flamenco zorro gacela geco jirafa hámster liebre erizo garza arenque caballo iguana jaguar canguro koala leopardo león
    lagarto llama lince marmota alce pulpo avestruz nutria búho panda loro pelícano pingüino poni puma reno salmón sardina
    gaviota caracol ardilla cisne tapir tigre tucán trucha atún tortuga unicornio lobo cebra
check-things =
    ámbar ancla manzana albaricoque bambú barco puente cactus castillo castaña canela reloj brújula cobre cristal diamante
    tambor flauta bosque fuente jardín jengibre guitarra puerto sombrero isla jazmín lago lavanda hoja limón faro mango
    mármol prado espejo luna montaña nido océano aceituna perla lápiz piano piña planeta calabaza frambuesa río rosa azafrán
    plata nieve cuchara estrella torre árbol tulipán valle vainilla terciopelo violín volcán cascada

## Sizes, rates, times. A space that does not break stands before the unit.
size-bytes = { $count ->
    [one] 1 byte
   *[other] { $count } bytes
}
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
size-tb = { $number } TB
rate = { $size }/s
percent = { $number } %
left-seconds = { $count ->
    [one] queda 1 segundo
   *[other] quedan { $count } segundos
}
left-minutes = { $count ->
    [one] queda 1 minuto
   *[other] quedan { $count } minutos
}
left-hours = { $count ->
    [one] queda 1 hora
   *[other] quedan { $count } horas
}
lifetime-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
lifetime-hours = { $count ->
    [one] 1 hora
   *[other] { $count } horas
}
lifetime-days = { $count ->
    [one] 1 día
   *[other] { $count } días
}
date-today = hoy
date-yesterday = ayer
date-tomorrow = mañana
date-and-time = { $day }, { $time } h
progress-waiting = Esperando la conexión. Continuará sin que tenga que hacer nada.

## Signing in
sign-in-title = ¿Quién envía?
sign-in-lead = Desde aquí solo puede enviar el personal de { $site }. Para recibir sus archivos no hace falta una cuenta.
sign-in = Entrar con { $site }
sign-in-invite = Para enviar necesita una invitación
sign-in-invite-lead = Pida a su departamento de informática un enlace de invitación y ábralo una vez en este navegador. Para recibir sus archivos no hace falta una cuenta.
sign-in-privacy = Esta página sabrá que usted puede enviar, pero no su nombre.
join-title = Tiene una invitación para enviar archivos
join-lead = Basta con aceptarla una vez en este navegador. No hay contraseña: el navegador recuerda que usted puede enviar.
join-privacy = El servidor no guarda su nombre, ni su correo electrónico, ni su número de teléfono.
join = Aceptar la invitación
signing-in = Entrando…
own-shares = Lo que ha enviado
own-shares-lead = Solo horas y estados: el servidor no conoce nombres ni contenidos. Para ver más, abra el enlace personal que recibió al enviar.
own-shares-none = Todavía no ha enviado nada.
own-shares-more = Mostrar más
own-share-sent = Enviado: { $moment }
own-share-begun = Empezado: { $moment }
own-share-links = { $count ->
    [one] 1 enlace
   *[other] { $count } enlaces
}
own-share-opens = { $count ->
    [0] sin abrir
    [one] abierto una vez
   *[other] abierto { $count } veces
}
own-share-live = se puede abrir
own-share-unfinished = sin terminar
own-share-over = terminado
own-share-erased = borrado
signed-in-as = Su sesión está abierta.
sign-out = Salir
purpose-label = Para qué es

## Sharing
share-title = Enviar archivos de forma segura
share-lead = Sus archivos se cierran con llave en este navegador antes de salir de él. Nosotros no podemos leerlos.
share-note = Sus archivos se borran cuando el enlace termina, o antes, si usted los retira. Para recibirlos no hace falta una cuenta.
choose-files = Elegir archivos
take-photo = Hacer una foto
add-files = Añadir archivos
drop-here = Suelte aquí los archivos
choose-here = ¿Qué quiere enviar?
what-to-send = Fotos, PDF, vídeos, documentos escaneados, hasta { $size } en total
remove-file = Quitar { $name }
settings = Límites y mensaje
from-label = De
note-label = Mensaje
optional = (opcional)
lifetime-label = El enlace vale durante
opens-label = Se puede abrir
opens-any = sin límite
opens-times = { $count ->
    [one] una vez
   *[other] { $count } veces
}
openings = { $count ->
    [one] 1 apertura
   *[other] { $count } aperturas
}
openings-any = aperturas sin límite
lock = { $count ->
    [one] Cerrar con llave y crear el enlace
   *[other] Cerrar con llave y crear los enlaces
}

## For whom
for-whom = Para quién
recipient-label = Para
recipient-label-note = (solo lo ve usted)
recipient-example = Dra. García
recipient-number = Persona { $number }
add-recipient = Añadir otra persona
change = Cambiar
change-of = Cambiar: { $name }
lock-label = Segunda cerradura
lock-none = ninguna
lock-code = código de 6 cifras
lock-passphrase = contraseña
lock-birth = fecha de nacimiento
lock-none-note = Quien tenga el enlace puede abrir los archivos.
lock-code-note = Con el enlace recibe un código. Dígalo por teléfono o envíelo por otro tipo de mensaje.
lock-passphrase-of = Contraseña
lock-passphrase-note = Al menos 6 caracteres. Da igual si son mayúsculas o minúsculas.
lock-birth-of = La fecha de nacimiento de quien recibe
lock-birth-note = Puede que otras personas la sepan: un código es más seguro.
view-only = Solo mirar, sin guardar
view-only-honest = La página no ofrece entonces ni guardar ni imprimir. Nada puede impedir una foto de la pantalla.
view-only-not-shown = Probablemente { $name } no se pueda mostrar en la página. Quien solo puede mirar no podría abrirlo.
only-to-look = solo para mirar
own-limits = Otros límites para esta persona
bad-code = El código tiene seis cifras.
bad-passphrase-short = La contraseña tiene al menos 6 caracteres.
bad-passphrase-long = La contraseña es demasiado larga.
bad-date = Escriba día, mes y año, como en { $date }.
date-day = Día
date-month = Mes
date-year = Año

## Sending
sending-title = Cerrando con llave y enviando
sending-begins = Preparando…
sending-note = Deje abierta esta pestaña hasta que termine. Mientras tanto puede mirar otra.

## Sent
sent-title = Listo para enviar
sent-lead = { $count ->
    [one] Sus archivos están cerrados con llave. Ahora dé el enlace a la persona a la que van dirigidos.
   *[other] Sus archivos están cerrados con llave. Ahora dé cada enlace a la persona a la que va dirigido.
}
sent-lead-locked = 1. Envíe el enlace. 2. Diga el código por otro medio.
link-title = El enlace
link-for = Enlace para { $name }
link-warning = Quien tenga el enlace puede abrir los archivos. Compruebe el número o la dirección antes de enviarlo.
copy-link = Copiar el enlace
lasts-openings = { $count ->
    [one] Se puede abrir una vez. Caduca: { $until }.
   *[other] Se puede abrir { $count } veces. Caduca: { $until }.
}
lasts-any = Se puede abrir. Caduca: { $until }.
made-view-only = Quien lo abra puede mirar, pero no guardar ni imprimir.
message-subject = Un enlace seguro para usted
message-text =
    Hola, aquí tiene un enlace seguro: { $link }
    Se abre en cualquier navegador, sin aplicación y sin cuenta.
message-text-locked =
    Hola, aquí tiene un enlace seguro: { $link }
    Se abre en cualquier navegador, sin aplicación y sin cuenta. El código le llegará por separado.
message-text-birth =
    Hola, aquí tiene un enlace seguro: { $link }
    Se abre en cualquier navegador, sin aplicación y sin cuenta. Le pedirá su fecha de nacimiento.
code-title = Código, por teléfono o en persona
passphrase-title = Contraseña, por teléfono o en persona
code-note = { $count ->
    [one] Nunca en el mismo mensaje que el enlace. Tras 1 intento fallido, el enlace se bloquea.
   *[other] Nunca en el mismo mensaje que el enlace. Tras { $count } intentos fallidos, el enlace se bloquea.
}
birth-title = El enlace pide la fecha de nacimiento
birth-note = { $count ->
    [one] No la escriba en el mensaje con el enlace. Tras 1 intento fallido, el enlace se bloquea.
   *[other] No la escriba en el mensaje con el enlace. Tras { $count } intentos fallidos, el enlace se bloquea.
}
copy-code = Copiar el código
copy-passphrase = Copiar la contraseña
code-subject = Su código
code-message = Hola, este es el código que se le pedirá: { $code }
passphrase-message = Hola, esta es la contraseña que se le pedirá: { $passphrase }
other-way = El medio que usó para el enlace no está disponible aquí. Use otro.
share-sheet = Compartir…
by-whatsapp = WhatsApp
by-sms = SMS
by-mail = Correo
by-qr = Código QR
qr-label = El enlace como código QR
qr-note = Enfóquelo con la cámara del otro teléfono. Quien pueda verlo puede abrir los archivos.
keep-title = Guarde esto para usted
manage-link-title = Su enlace personal
manage-link-note = Para ver quién ha abierto los archivos y para retirarlos. No lo pase a nadie y guárdelo bien: nadie podrá dárselo otra vez.
open-manage = Abrir
copy-manage = Copiar
keep-here = Recordar en este dispositivo lo que envío
keep-here-note = Solo en un dispositivo propio: quien use este navegador podrá gestionar lo que usted ha enviado.
keep-here-impossible = Este navegador no recuerda nada para esta página. Copie el enlace de arriba.
kept-here-note = Recordado, cerrado con llave, en este navegador. Si lo desactiva, aquí se olvida todo.
mine-title = Enviado desde este dispositivo
mine-lead = Este navegador lo recuerda por usted. Olvidarlo aquí no retira nada: los enlaces siguen funcionando.
mine-none = Aquí no se recuerda nada
mine-none-lead = Después de enviar, puede elegir que este dispositivo recuerde lo que ha enviado.
forget = Olvidar
forget-of = Olvidar { $name }
forget-all = Olvidar todo
send-again = Enviar otra cosa

## Opening
open-title = Le han enviado algo
open-lead = Se cerró con llave en el dispositivo de quien lo envió, y solo este enlace lo abre.
open-lead-from = De parte de una persona de { $site }. Se cerró con llave en su dispositivo, y solo este enlace lo abre.
open-lead-locked = Se cerró con llave en el dispositivo de quien lo envió. Solo lo abre este enlace, junto con lo que le han dicho o lo que usted sabe.
open-lead-locked-from = De parte de una persona de { $site }. Se cerró con llave en su dispositivo. Solo lo abre este enlace, junto con lo que le han dicho o lo que usted sabe.
open = Abrir
opening = Abriendo…
enter-code = El código que le han dado
enter-passphrase = La contraseña que le han dado
enter-birth = Su fecha de nacimiento
show = Mostrar
checking = Comprobando. Tarda un momento a propósito: así nadie puede adivinar deprisa.
wrong-code = Este no es el código.
wrong-passphrase = Esta no es la contraseña.
wrong-birth = Esta no es la fecha de nacimiento que pide el enlace.
tries-left = { $count ->
    [0] No quedan intentos.
    [one] Queda 1 intento.
   *[other] Quedan { $count } intentos.
}
open-note = Sin cuenta y sin aplicación. En este dispositivo no queda nada, salvo que usted lo guarde.
open-view-only = Puede mirarlo aquí. Quien lo envió no ofrece guardarlo ni imprimirlo.
open-note-view-only = Sin cuenta y sin aplicación. En este dispositivo no queda nada.
key-in-path = Este enlace ha cambiado por el camino
key-in-path-what = Probablemente lo ha reescrito su programa de correo o su antivirus, y por eso otros ordenadores han visto la llave. Aun así puede abrirlo. Si prefiere ir sobre seguro, pida un enlace nuevo por SMS o por chat a quien se lo envió.
opened-note = En este dispositivo no queda nada, salvo que usted lo guarde.
opened-view-only = Puede mirar, pero no guardar ni imprimir: así lo eligió quien lo envió. En este dispositivo no queda nada.
from-person = De
remains-now = Esta era la última apertura. Guarde lo que necesite antes de cerrar la página.
remains-now-view-only = Esta era la última apertura. Mírelo todo antes de cerrar la página.
remains-openings = { $count ->
    [one] Se puede abrir una vez más. Caduca: { $until }.
   *[other] Se puede abrir { $count } veces más. Caduca: { $until }.
}
remains-any = Se puede volver a abrir. Caduca: { $until }.
save = Guardar
save-file = Guardar { $name }
save-all = Guardar todos los archivos
saving = Guardando
save-in-memory = Este archivo es grande para este navegador. Si no se puede guardar, abra el enlace en un ordenador.
saved = Guardado
look-at = Ver { $name }
text-of = Texto de { $name }
preview-failed = No se ha podido cargar la vista previa.
hidden = Oculto, para proteger lo enviado
hidden-what = Aquí no se ha hecho nada durante un rato. Todo sigue aquí para usted.
show-again = Mostrar otra vez
look = Ver
not-shown-unknown = Este tipo de archivo no se muestra aquí
not-shown-unknown-what-to-do = Puede guardarlo y abrirlo con un programa adecuado.
not-shown-lies = Este archivo no es lo que dice su nombre
not-shown-lies-what-to-do = Guárdelo y ábralo solo si lo esperaba. Si tiene dudas, pregunte a quien lo envió.
not-shown-broken = No se puede mostrar este archivo
not-shown-broken-what-to-do = Puede que esté dañado o que este navegador no conozca su tipo. Aun así puede guardarlo.
not-shown-too-large = Este archivo es demasiado grande para mostrarlo aquí
not-shown-too-large-what-to-do = Puede guardarlo y verlo en su dispositivo.
pdf-locked = Este PDF pide una contraseña propia
save-still = Aun así puede guardarlo.
view-only-no-way = Quien lo envió le permite mirar, pero no guardar. Pídale un enlace con el que pueda guardarlo.
picture-tools = Tamaño y giro
larger = Más grande
smaller = Más pequeño
turn = Girar a la derecha
full-screen = Pantalla completa
picture-reduced = Se muestra más pequeña de como se envió ({ $width } × { $height }).
picture-reduced-save = Guárdela para ver todos los detalles.
pages-count = { $count ->
    [one] 1 página
   *[other] { $count } páginas
}
page-number = Página { $number }
page-failed = Esta página no se puede mostrar.
page-failed-save = Aun así puede guardar el archivo.
print = Imprimir
print-preparing = Preparando la página { $number } de { $count }
print-failed = No se puede imprimir aquí. Guarde el archivo e imprímalo desde su dispositivo.
archive-name = Archivos.zip
viewer = Visor
viewer-position = { $number } de { $count }
previous = Anterior
next = Siguiente

## Managing
manage-title = Qué ha pasado con sus archivos
manage-heading = { $count ->
    [one] 1 archivo, envío: { $day }
   *[other] { $count } archivos, envío: { $day }
}
manage-heading-erased = Envío: { $day }; después, borrado
erased-by = Se borra como muy tarde: { $day }
erased-at = Borrado: { $moment }
recipients = Quién lo recibe
link-unnamed = El enlace que usted envió
opens-of = { $opens } de { $max } aperturas usadas
opens-so-far = { $opens ->
    [0] todavía sin abrir
    [one] abierto una vez
   *[other] abierto { $opens } veces
}
until = caduca: { $moment }
ended = terminó: { $moment }
state-waiting = en espera
state-opened = abierto
state-expired = caducado
state-exhausted = sin aperturas
state-revoked = retirado
state-locked = bloqueado
log-title = Qué ha pasado
log-intact = registro íntegro
log-broken = registro cambiado
log-broken-title = Desde la línea { $line }, este registro no cuadra
log-broken-what = En el servidor se cambiaron, quitaron o intercambiaron líneas después de escribirlas. Avise a quien gestiona este servicio y no se fíe de lo que sigue.
more-lines = { $count ->
    [one] Mostrar 1 línea más
   *[other] Mostrar { $count } líneas más
}
event-created = Empezó el envío
event-sealed = Enviado: ya se puede abrir
event-link-added = { $name ->
    [0] Se añadió un enlace
   *[other] Se añadió un enlace para { $name }
}
event-landing = { $name ->
    [0] Se abrió la página del enlace; todavía no se mostró nada
   *[other] Se abrió la página del enlace para { $name }; todavía no se mostró nada
}
event-opened = { $name ->
    [0] Se abrió el enlace
   *[other] Abierto desde el enlace para { $name }
}
event-refused = { $name ->
    [0] Se probó el enlace con un código o una llave que no encaja
   *[other] Se probó el enlace para { $name } con un código o una llave que no encaja
}
event-locked = { $name ->
    [0] Usted bloqueó el enlace
   *[other] Usted bloqueó el enlace para { $name }
}
event-locked-tries = { $name ->
    [0] El enlace se bloqueó tras demasiados intentos fallidos
   *[other] El enlace para { $name } se bloqueó tras demasiados intentos fallidos
}
event-unlocked = { $name ->
    [0] Usted desbloqueó el enlace
   *[other] Usted desbloqueó el enlace para { $name }
}
event-viewed = { $name ->
    [0] Se vio { $file }
   *[other] { $name } vio { $file }
}
event-saved = { $name ->
    [0] Se guardó { $file }
   *[other] { $name } guardó { $file }
}
event-key-in-path = { $name ->
    [0] Un filtro de correo cambió el enlace por el camino, y otros ordenadores han visto su llave
   *[other] Un filtro de correo cambió el enlace para { $name } por el camino, y otros ordenadores han visto su llave
}
event-extended = { $name ->
    [0] Se dio más tiempo al enlace; caduca: { $until }
   *[other] Se dio más tiempo al enlace para { $name }; caduca: { $until }
}
event-shortened = { $name ->
    [0] Se dio menos tiempo al enlace; caduca: { $until }
   *[other] Se dio menos tiempo al enlace para { $name }; caduca: { $until }
}
event-opens-raised = { $name ->
    [0] Se dieron más aperturas al enlace
   *[other] Se dieron más aperturas al enlace para { $name }
}
event-opens-lowered = { $name ->
    [0] Se dieron menos aperturas al enlace
   *[other] Se dieron menos aperturas al enlace para { $name }
}
event-revoked = { $name ->
    [0] Usted retiró el enlace
   *[other] Usted retiró el enlace para { $name }
}
event-expired = { $name ->
    [0] Se acabó el tiempo del enlace
   *[other] Se acabó el tiempo del enlace para { $name }
}
event-exhausted = { $name ->
    [0] Se usó la última apertura
   *[other] Se usó la última apertura del enlace para { $name }
}
event-abandoned = El envío se dejó sin terminar
event-erased = Se borró todo
save-csv = Guardar como tabla (CSV)
save-json = Guardar como JSON
as-it-is = como está
from-now-time = Desde ahora, el enlace vale durante
from-now-opens = Desde ahora, se puede abrir
opens-more = { $count ->
    [one] una vez más
   *[other] { $count } veces más
}
save-changes = Guardar los cambios
lock-now = Bloquear por ahora
unlock = Desbloquear
reset-tries = Devolver todos los intentos
take-back = Retirar este enlace
take-back-what = Este enlace deja de funcionar al momento y para siempre. Los demás enlaces siguen. Lo que alguien ya haya guardado se queda con esa persona.
keep-link = Conservar el enlace
make-link = Crear el enlace
erase = Retirar y borrar
erase-question = ¿Retirar y borrar?
erase-what = El enlace deja de funcionar al momento y los archivos se borran del servidor. Lo que alguien ya haya guardado se queda con esa persona. No se puede deshacer.
erase-now = Borrar ahora
keep = Conservar los archivos
show-receipt = Ver el justificante
receipt-title = Borrado. Ya nadie puede abrir el enlace.
receipt-when = Borrado
receipt-share = Número de referencia
receipt-hash = Valor de control del registro
save-receipt = Guardar el justificante

## What the server can and cannot see
about-title = Qué ve y qué no ve el servidor
about-lead = Su navegador cierra los archivos con llave antes de enviarlos. La llave está en el enlace, en la parte que sigue al signo #, que los navegadores nunca envían a un servidor.
cannot-see = No puede ver
cannot-see-files = qué hay en sus archivos
cannot-see-names = cómo se llaman y de qué tipo son
cannot-see-words = su nombre y su mensaje
cannot-see-key = la llave, y por tanto nada que pueda abrirlos
can-see = Puede ver
can-see-size = más o menos cuánto envía en total, redondeado hacia arriba
can-see-times = cuándo se envía, se abre y se borra algo, y qué archivo, por su número, se ha visto o guardado; quien envía también ve esta lista
can-see-limits = durante cuánto tiempo y cuántas veces se puede abrir el enlace
can-see-network = la dirección de red de quien envía y de quien abre, como cualquier sitio web
about-how = Cómo funciona
about-how-sending = Para cada envío, su navegador crea una llave nueva, cierra con ella los archivos (AES-256-GCM) y envía solo trozos cerrados. Nada se puede abrir antes de que hayan llegado todos.
about-how-opening = Quien abre el enlace abre los archivos en su propio navegador. Si un programa de chat o de correo solo echa un vistazo al enlace, no cuenta: solo cuenta cuando alguien pulsa «Abrir».
about-how-ending = Cuando se acaba el tiempo, se usan todas las aperturas o usted retira el envío, los trozos cerrados se borran.
about-limits = De qué no protege
about-limits-link = Quien consiga el enlace puede abrirlo. Envíelo a la persona correcta, por un medio de confianza.
about-limits-page = La propia página viene de este servidor. Si alguien se hiciera con el control del servidor, podría enviar una página que revelara su llave.
about-limits-copies = Lo que una persona ha abierto lo puede guardar, copiar o fotografiar. Al retirar el envío no se llega a esas copias.

## Errors: links
error-link-no-key = En esta página falta la llave
error-link-no-key-what-to-do = Pulse otra vez el enlace en su mensaje. Por su seguridad, la llave no se conserva cuando se vuelve a cargar la página. Si ha escrito o copiado el enlace, compruebe que está entero, con todo lo que sigue al signo #.
error-link-cut-short = El enlace no está completo
error-link-cut-short-what-to-do = Falta el final. Vuelva al mensaje y pulse allí el enlace, o cópielo entero. Si allí también está incompleto, pida a quien se lo envió que lo mande otra vez.
error-link-altered = El enlace ha cambiado por el camino
error-link-altered-what-to-do = Uno o varios caracteres no son correctos. Vuelva al mensaje y pulse allí el enlace. Si no sirve, pida a quien se lo envió que lo mande otra vez.
error-link-newer = El enlace es de un tipo más nuevo
error-link-newer-what-to-do = Vuelva a cargar esta página. Si no sirve, pida a quien se lo envió que lo mande otra vez.
error-link-unreadable = Este no es un enlace entero
error-link-unreadable-what-to-do = Vuelva al mensaje y pulse allí el enlace, o cópielo entero.
error-page-not-found = En esta dirección no hay nada
error-page-not-found-what-to-do = Compruebe la dirección. Si alguien le envió un enlace, púlselo otra vez en el mensaje.

## Errors: the browser
error-insecure = Esta página no se ha abierto con una conexión segura
error-insecure-what-to-do = Los navegadores solo cierran y abren archivos en páginas seguras. Abra otra vez la dirección con https:// al principio. Si no funciona, avise a quien gestiona este servicio. No se ha enviado nada.
error-no-cipher = Este navegador no puede cerrar ni abrir archivos
error-no-cipher-what-to-do = Use una versión actual de Chrome, Edge, Firefox o Safari, en una dirección que empiece por https://. No se ha contado ni perdido nada.

## Errors: network and server
error-no-answer = El servidor no responde
error-no-answer-what-to-do = Compruebe que tiene conexión a internet y pruebe otra vez. No se ha perdido nada.
error-server = Algo no ha funcionado en el servidor
error-server-what-to-do = Pruebe otra vez dentro de unos minutos. Si vuelve a pasar, avise a quien gestiona este servicio.
error-busy = Ahora mismo el servidor tiene demasiado trabajo
error-busy-what-to-do = Espere un minuto y pruebe otra vez. No se ha perdido nada.
error-too-many-requests = Demasiados intentos en poco tiempo
error-too-many-requests-what-to-do = Espere unos minutos y pruebe otra vez. No se ha perdido nada. Quizá los intentos son de otras personas en la misma red.
error-quota-exceeded = No queda espacio para nuevos envíos
error-quota-exceeded-what-to-do = No se ha enviado nada. Borre lo que ya no haga falta, o pida más espacio a quien gestiona este servicio.
error-storage-full = El servidor no tiene más espacio
error-storage-full-what-to-do = No se ha enviado nada. Avise a quien gestiona este servicio y pruebe otra vez más tarde.
error-forbidden = Este enlace no lo permite
error-forbidden-what-to-do = Su llave no encaja. Abra otra vez el enlace tal como lo recibió o lo guardó.
error-sign-in-required = Antes hay que entrar
error-sign-in-required-what-to-do = La sesión solo dura un tiempo. Abra la página de inicio en otra pestaña y entre allí; lo que ha elegido aquí se conserva. Después pruebe otra vez.
error-not-allowed = Su cuenta no lo permite
error-not-allowed-what-to-do = Si lo necesita para su trabajo, consulte a quien gestiona este servicio.
error-sign-in-failed = No se ha podido entrar
error-sign-in-failed-what-to-do = Vuelva a la página de inicio y entre otra vez. Si vuelve a pasar, avise a quien gestiona este servicio.
error-invite-over = Esta invitación no se puede usar
error-invite-over-what-to-do = Ya se usó, ha caducado o se retiró, o falta una parte del enlace. Pida una nueva a quien se la envió.
error-cancelled = Cancelado
error-cancelled-what-to-do = Puede empezar de nuevo cuando quiera.

## Errors: sending
error-no-files = No se ha elegido ningún archivo
error-no-files-what-to-do = Elija al menos un archivo.
error-too-many-files = Son demasiados archivos para un solo enlace
error-too-many-files-what-to-do = Quite algunos y envíelos con un segundo enlace, o póngalos antes en un solo archivo ZIP.
error-too-large = Juntos, los archivos son demasiado grandes
error-too-large-what-to-do = Quite algunos y envíelos con un segundo enlace. Todavía no se ha enviado nada.
error-limit-not-allowed = El servidor no permite estos límites
error-limit-not-allowed-what-to-do = Elija menos tiempo o menos aperturas. Lo que ha elegido sigue aquí.
error-factor-required = Hace falta una segunda cerradura
error-factor-required-what-to-do = Su organización pide un código o una contraseña en cada enlace. Añada uno. Lo que ha elegido sigue aquí.
error-purpose-required = Indique para qué es
error-purpose-required-what-to-do = Su organización pide un motivo para todo lo que se envía. Solo puede leerlo la persona destinataria. Lo que ha elegido sigue aquí.
error-not-confirmed = El servidor no ha confirmado el cierre
error-not-confirmed-what-to-do = Por eso no se ha creado ningún enlace y lo que se había enviado está borrado. Pruebe otra vez. Si vuelve a pasar, avise a quien gestiona este servicio.
error-file-changed = Un archivo ha cambiado o ya no se puede leer
error-file-changed-what-to-do = Puede que se haya guardado de nuevo, movido o eliminado después de elegirlo. Quítelo de la lista, elíjalo otra vez y pruebe de nuevo.
error-folder = No se pueden enviar carpetas
error-folder-what-to-do = Elija los archivos que hay en la carpeta, o ponga antes la carpeta en un solo archivo ZIP.
error-shared-lost = Lo que ha compartido no ha llegado
error-shared-lost-what-to-do = Elíjalo aquí otra vez. No se ha enviado nada.

## Errors: opening
error-expired = El tiempo de este enlace ha terminado
error-expired-what-to-do = Los archivos se han borrado para protegerlos. Si todavía los necesita, pida un enlace nuevo a quien los envió.
error-exhausted = Este enlace ya se ha abierto todas las veces permitidas
error-exhausted-what-to-do = Si no fue usted quien lo abrió, dígaselo a quien lo envió: puede ver cuándo se abrió. Si todavía necesita los archivos, pida un enlace nuevo.
error-revoked = El envío se ha retirado
error-revoked-what-to-do = Quien lo envió lo ha retirado y los archivos ya no están aquí. Si todavía los necesita, pregunte a esa persona.
error-unknown-link = Este enlace no lleva a nada
error-unknown-link-what-to-do = Puede que terminara hace tiempo, o que algún carácter no sea correcto. Pulse otra vez el enlace en su mensaje, o pida uno nuevo a quien se lo envió.
error-unknown-share = Detrás de este enlace no hay nada
error-unknown-share-what-to-do = Puede que se borrara hace tiempo, o que algún carácter del enlace no sea correcto. Ábralo otra vez tal como lo guardó.
error-wrong-proof = La llave de este enlace no encaja
error-wrong-proof-what-to-do = Probablemente una parte del enlace cambió por el camino. Pulse otra vez el enlace en su mensaje, o pida a quien se lo envió que lo mande otra vez. No se ha contado ninguna apertura.
error-wrong-factor = Con eso no se abre
error-wrong-factor-what-to-do = Compruebe lo que le han dicho y pruebe otra vez. No se ha contado ninguna apertura.
error-locked = Este enlace está bloqueado
error-locked-what-to-do = Lo bloqueó quien lo envió, o se bloqueó solo tras varios intentos fallidos, para proteger los archivos. Llame a quien lo envió o a su hospital: pueden desbloquearlo. No se ha perdido nada.
error-lease-over = El tiempo para verlo ha terminado
error-lease-over-what-to-do = Pulse otra vez el enlace en su mensaje para abrirlo de nuevo, si le quedan aperturas.
error-damaged = Lo que ha llegado no es lo que se envió
error-damaged-what-to-do = Cambió o se dañó por el camino, y por eso no se muestra. Pida a quien lo envió que lo mande otra vez, y avise a quien gestiona este servicio.
error-newer-version = Esto se hizo con una versión más nueva
error-newer-version-what-to-do = Vuelva a cargar la página pulsando otra vez el enlace en su mensaje. Si no sirve, avise a quien gestiona este servicio.
error-cannot-save = No se ha podido guardar el archivo
error-cannot-save-what-to-do = Puede que haya poco espacio en este dispositivo o que no se permita guardar. Libere espacio o use otro navegador, y pruebe otra vez. Aplicaciones como Instagram o Facebook a menudo no dejan guardar desde su navegador interno: vuelva al mensaje, copie el enlace y péguelo en Chrome, Firefox o Safari. Cuenta como otra apertura.
