// @bun
class E extends Error{code;constructor(e,t){super(t);this.code=e}}
export{E};
