// @bun
class p extends Error{code;constructor(e,t){super(t);this.code=e}}
export{p};
