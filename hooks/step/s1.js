// @bun
class m extends Error{code;constructor(e,t){super(t);this.code=e}}
export{m};
