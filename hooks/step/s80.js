// @bun
var el=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],tl=["execute","tdd"],id=(t,n)=>`${t}/${n+1}`;
export{el,tl,id};
