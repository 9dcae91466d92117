// @bun
class C extends Error{code;constructor(e,t){super(t);this.code=e}}
export{C};
