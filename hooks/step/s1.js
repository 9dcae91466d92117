// @bun
class k extends Error{code;constructor(e,t){super(t);this.code=e}}
export{k};
