// @bun
class z extends Error{code;constructor(e,t){super(t);this.code=e}}
export{z};
