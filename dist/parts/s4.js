// @bun
// src/engine/commands.ts
class Refused extends Error {
  code;
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export { Refused };
