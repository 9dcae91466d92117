// @bun
var rl=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],il=["execute","tdd"],id=(t,n)=>`${t}/${n+1}`;
export{rl,il,id};
