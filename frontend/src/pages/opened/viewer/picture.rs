//! A picture that can be brought nearer, moved and turned: by fingers, mouse, wheel, keys and buttons.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver, WheelEvent};
use yew::prelude::*;

use super::fingers::{Fingers, Gesture};
use super::stance::{Frame, Stance};
use crate::components::{Glyph, icon};
use crate::format::figure;
use crate::i18n::{t, use_words};

/// One press of a button, or of `+`.
const STEP: f64 = 1.5;
/// What a double tap does.
const NEARER: f64 = 2.5;
/// How far an arrow key moves, in pixels.
const WAY: f64 = 80.0;
/// How strongly a wheel works: a usual notch of 100 is about a quarter.
const WHEEL: f64 = 0.0022;

#[derive(PartialEq, Properties)]
pub(super) struct PictureProps {
    pub(super) src: AttrValue,
    /// Width and height in pixels, as it is to be seen.
    pub(super) size: (u32, u32),
    pub(super) name: AttrValue,
    /// To the next picture, or (`false`) the one before.
    pub(super) on_step: Callback<bool>,
}

/// The picture with its tools. A new picture needs a new key.
#[component]
pub(super) fn Picture(props: &PictureProps) -> Html {
    use_words();
    let zoom = use_state_eq(|| 100u32);
    let (stage, image) = (use_node_ref(), use_node_ref());
    let shown = {
        let (stage, image, setter) = (stage.clone(), image.clone(), zoom.setter());
        let (width, height) = props.size;
        use_memo((), move |()| Shown {
            stage,
            image,
            picture: (f64::from(width), f64::from(height)),
            stance: Cell::default(),
            fingers: RefCell::default(),
            on_zoom: Callback::from(move |percent| setter.set(percent)),
        })
    };
    let listen = (shown.clone(), props.on_step.clone());
    use_effect_with((), move |()| {
        let (shown, on_step) = listen;
        let listeners = listeners(&shown, &on_step);
        let watch = StageWatch::begin(&shown);
        move || drop((listeners, watch))
    });
    let tool = |glyph: Glyph, label: String, test: &'static str, action: fn(&Shown)| {
        let shown = shown.clone();
        html! {
            <button type="button" class="button button-round" aria-label={label} data-test={test}
                onclick={move |_: MouseEvent| action(&shown)}>{icon(glyph)}</button>
        }
    };
    html! {
        <div class="picture">
            <div class="picture-stage" ref={stage} data-test="picture">
                <img class="picture-image" ref={image} src={&props.src} alt={&props.name} decoding="async" draggable="false" />
            </div>
            <div class="picture-tools" role="group" aria-label={t!("picture-tools")}>
                {tool(Glyph::Minus, t!("smaller"), "zoom-out", |shown| shown.zoom(1.0 / STEP))}
                <output class="picture-zoom" data-test="zoom">{t!("percent", number = *zoom)}</output>
                {tool(Glyph::Plus, t!("larger"), "zoom-in", |shown| shown.zoom(STEP))}
                {tool(Glyph::Turn, t!("turn"), "turn", Shown::turn)}
            </div>
        </div>
    }
}

/// A picture on its stage. Its place changes without the page being drawn anew.
struct Shown {
    stage: NodeRef,
    image: NodeRef,
    picture: (f64, f64),
    stance: Cell<Stance>,
    fingers: RefCell<Fingers>,
    on_zoom: Callback<u32>,
}

impl Shown {
    fn frame(&self) -> Option<Frame> {
        let place = self.stage.cast::<Element>()?.get_bounding_client_rect();
        Some(Frame { width: place.width(), height: place.height(), picture: self.picture })
    }

    fn change(&self, change: impl FnOnce(Stance, &Frame) -> Stance) {
        if let Some(frame) = self.frame() {
            self.stance.set(change(self.stance.get(), &frame));
            self.place(&frame);
        }
    }

    /// Puts the picture where it stands; also after the stage has changed.
    fn apply(&self) {
        self.change(|stance, frame| stance.moved(frame, (0.0, 0.0)));
    }

    fn place(&self, frame: &Frame) {
        let Some(image) = self.image.cast::<HtmlElement>() else { return };
        let stance = self.stance.get();
        let fit = frame.fit(stance.turns);
        let (width, height) = self.picture;
        let transform = format!(
            "translate(-50%, -50%) translate({}px, {}px) rotate({}deg) scale({})",
            figure(stance.x),
            figure(stance.y),
            stance.turns * 90,
            figure(stance.zoom)
        );
        let style = image.style();
        let length = |(name, len)| (name, format!("{}px", figure(len)));
        let lengths = [("width", width * fit), ("height", height * fit)].map(length);
        for (name, value) in lengths.iter().map(|(name, len)| (*name, len)).chain([("transform", &transform)]) {
            // A style that the browser refuses leaves the picture where it is.
            let _ = style.set_property(name, value);
        }
        self.on_zoom.emit((stance.zoom * 100.0).round() as u32);
    }

    fn zoom(&self, factor: f64) {
        self.change(|stance, frame| stance.zoomed(frame, factor, (0.0, 0.0)));
    }

    fn turn(&self) {
        self.change(|stance, _| stance.turned());
    }

    /// From the middle of the stage.
    fn point(&self, x: i32, y: i32) -> Option<(f64, f64)> {
        let place = self.stage.cast::<Element>()?.get_bounding_client_rect();
        let middle = (place.left() + place.width() / 2.0, place.top() + place.height() / 2.0);
        Some((f64::from(x) - middle.0, f64::from(y) - middle.1))
    }

    /// Does what fingers have done; gives the direction in which another picture is wanted.
    fn follow(&self, gesture: Gesture) -> Option<bool> {
        match gesture {
            Gesture::Moved { way, factor, around } => {
                self.change(|stance, frame| stance.moved(frame, way).zoomed(frame, factor, around));
                None
            }
            Gesture::DoubleTap { at } => {
                self.change(|stance, frame| {
                    if stance.is_zoomed() {
                        Stance { turns: stance.turns, ..Stance::default() }
                    } else {
                        stance.zoomed(frame, NEARER, at)
                    }
                });
                None
            }
            Gesture::Swiped { forward } => (!self.stance.get().is_zoomed()).then_some(forward),
        }
    }

    /// Does what a key asks for; `false` if it asks for nothing here.
    fn key(&self, key: &str) -> bool {
        let way = match key {
            "+" | "=" => return self.did(|| self.zoom(STEP)),
            "-" => return self.did(|| self.zoom(1.0 / STEP)),
            "0" => return self.did(|| self.zoom(0.0)),
            "r" | "R" => return self.did(|| self.turn()),
            "ArrowLeft" => (WAY, 0.0),
            "ArrowRight" => (-WAY, 0.0),
            "ArrowUp" => (0.0, WAY),
            "ArrowDown" => (0.0, -WAY),
            _ => return false,
        };
        self.stance.get().is_zoomed() && self.did(|| self.change(|stance, frame| stance.moved(frame, way)))
    }

    fn did(&self, action: impl FnOnce()) -> bool {
        action();
        true
    }
}

/// Puts the picture in its place whenever its stage has another size, and first of all when it has one.
struct StageWatch {
    observer: Option<ResizeObserver>,
    _on_resize: Closure<dyn Fn()>,
}

impl StageWatch {
    fn begin(shown: &Rc<Shown>) -> Self {
        let on_resize = {
            let shown = Rc::clone(shown);
            Closure::<dyn Fn()>::new(move || shown.apply())
        };
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(stage)) = (&observer, shown.stage.cast::<Element>()) {
            observer.observe(&stage);
        }
        Self { observer, _on_resize: on_resize }
    }
}

impl Drop for StageWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

fn listeners(shown: &Rc<Shown>, on_step: &Callback<bool>) -> Vec<EventListener> {
    let Some(stage) = shown.stage.cast::<Element>() else { return Vec::new() };
    let window = gloo::utils::window();
    let on_stage = |name: &'static str, action: fn(&Shown, &Event) -> Option<Gesture>| {
        let (shown, on_step) = (shown.clone(), on_step.clone());
        // Not passive: the page itself must not scroll or grow.
        EventListener::new_with_options(&stage, name, EventListenerOptions::enable_prevent_default(), move |event| {
            if let Some(gesture) = action(&shown, event)
                && let Some(forward) = shown.follow(gesture)
            {
                on_step.emit(forward);
            }
        })
    };
    let keys = {
        let shown = shown.clone();
        // Before the viewer, which takes the arrows for its own.
        EventListener::new_with_options(
            &window,
            "keydown",
            EventListenerOptions::run_in_capture_phase(),
            move |event| {
                let is_plain = |key: &&KeyboardEvent| !(key.ctrl_key() || key.meta_key() || key.alt_key());
                if event.dyn_ref::<KeyboardEvent>().filter(is_plain).is_some_and(|event| shown.key(&event.key())) {
                    event.stop_propagation();
                }
            },
        )
    };
    vec![
        on_stage("pointerdown", pointer_down),
        on_stage("pointermove", pointer_moved),
        on_stage("pointerup", pointer_up),
        on_stage("pointercancel", pointer_lost),
        on_stage("wheel", wheel),
        keys,
    ]
}

fn pointer_down(shown: &Shown, event: &Event) -> Option<Gesture> {
    let event = event.dyn_ref::<PointerEvent>().filter(|event| event.button() == 0)?;
    // Without it, a finger that leaves the stage is lost.
    let _ = shown.stage.cast::<Element>()?.set_pointer_capture(event.pointer_id());
    shown.fingers.borrow_mut().down(event.pointer_id(), shown.point(event.client_x(), event.client_y())?);
    None
}

fn pointer_moved(shown: &Shown, event: &Event) -> Option<Gesture> {
    let event = event.dyn_ref::<PointerEvent>()?;
    shown.fingers.borrow_mut().moved(event.pointer_id(), shown.point(event.client_x(), event.client_y())?)
}

fn pointer_up(shown: &Shown, event: &Event) -> Option<Gesture> {
    let event = event.dyn_ref::<PointerEvent>()?;
    let at = shown.point(event.client_x(), event.client_y())?;
    shown.fingers.borrow_mut().up(event.pointer_id(), at, event.time_stamp())
}

fn pointer_lost(shown: &Shown, event: &Event) -> Option<Gesture> {
    shown.fingers.borrow_mut().lost(event.dyn_ref::<PointerEvent>()?.pointer_id());
    None
}

fn wheel(shown: &Shown, event: &Event) -> Option<Gesture> {
    let event = event.dyn_ref::<WheelEvent>()?;
    event.prevent_default();
    let around = shown.point(event.client_x(), event.client_y())?;
    Some(Gesture::Moved { way: (0.0, 0.0), factor: (-event.delta_y() * WHEEL).exp(), around })
}
