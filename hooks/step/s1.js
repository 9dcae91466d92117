// @bun
class u extends Error{code;constructor(e,t){super(t);this.code=e}}
export{u};
