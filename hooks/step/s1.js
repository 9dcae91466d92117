// @bun
class j extends Error{code;constructor(e,t){super(t);this.code=e}}
export{j};
