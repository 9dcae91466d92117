// @bun
class h extends Error{code;constructor(e,t){super(t);this.code=e}}
export{h};
