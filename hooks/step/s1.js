// @bun
class M extends Error{code;constructor(e,t){super(t);this.code=e}}
export{M};
