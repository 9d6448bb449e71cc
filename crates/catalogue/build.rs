//! The catalogue is carried in the binary; a changed file must rebuild it.

fn main() {
    println!("cargo:rerun-if-changed=../../catalogue");
}
