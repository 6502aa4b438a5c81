//! Starts the app in the browser; everything it starts is in the library.

fn main() {
    console_error_panic_hook::set_once();
    muster_app::mount();
}
