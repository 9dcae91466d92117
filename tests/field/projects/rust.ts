import { homedir } from "node:os";
import { join } from "node:path";
import type { FieldProject } from "../project.ts";

const { CARGO_HOME = join(homedir(), ".cargo"), RUSTUP_HOME = join(homedir(), ".rustup") } = process.env;

/** `cargo new --lib` before its first build: the lock file comes with the first run of the tests. */
export const rust: FieldProject = {
  name: "rust",
  what: "`cargo new --lib`, its lock file not yet made",
  programs: ["cargo"],
  probe: ["cargo", "--version"],
  env: { CARGO_HOME, RUSTUP_HOME },
  files: {
    "Cargo.toml": '[package]\nname = "ring"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n',
    ".gitignore": "/target\n",
    "src/lib.rs": `/// A list that forgets its oldest entry.
pub struct Ring {
    items: Vec<u32>,
    size: usize,
}

impl Ring {
    pub fn new(size: usize) -> Self {
        Ring { items: Vec::new(), size }
    }

    pub fn push(&mut self, item: u32) {
        if self.items.len() == self.size {
            self.items.remove(0);
        }
        self.items.push(item);
    }

    pub fn items(&self) -> &[u32] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgets_the_oldest() {
        let mut ring = Ring::new(2);
        for item in [1, 2, 3] {
            ring.push(item);
        }
        assert_eq!(ring.items(), [2, 3]);
    }
}
`,
  },
  request: "Ring::push should return the entry that it forgot",
  title: "What was forgotten",
  tests: "cargo test",
  criteria: [
    {
      text: "push returns the forgotten entry when the ring is full",
      code: ["src/lib.rs", "Some(self.items.remove(0))"],
      test: ["returns_what_it_forgets", "tests/push.rs"],
    },
    {
      text: "push returns None while there is room",
      code: ["src/lib.rs", "} else {"],
      test: ["returns_none_while_there_is_room", "tests/push.rs"],
    },
  ],
  outOfScope: ["Generic entries"],
  change: {
    "src/lib.rs": `/// A list that forgets its oldest entry.
pub struct Ring {
    items: Vec<u32>,
    size: usize,
}

impl Ring {
    pub fn new(size: usize) -> Self {
        Ring { items: Vec::new(), size }
    }

    /// Adds an entry, and returns the one that is forgotten for it.
    pub fn push(&mut self, item: u32) -> Option<u32> {
        let forgotten = if self.items.len() == self.size {
            Some(self.items.remove(0))
        } else {
            None
        };
        self.items.push(item);
        forgotten
    }

    pub fn items(&self) -> &[u32] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgets_the_oldest() {
        let mut ring = Ring::new(2);
        for item in [1, 2, 3] {
            ring.push(item);
        }
        assert_eq!(ring.items(), [2, 3]);
    }
}
`,
  },
  testChange: {
    "tests/push.rs": `use ring::Ring;

#[test]
fn returns_what_it_forgets() {
    let mut ring = Ring::new(1);
    ring.push(7);
    assert_eq!(ring.push(8), Some(7));
}

#[test]
fn returns_none_while_there_is_room() {
    assert_eq!(Ring::new(1).push(7), None);
}
`,
  },
  tries: ["cargo build"],
};
