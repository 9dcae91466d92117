// @bun
var rl=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],il=["execute","tdd"],ld=(t,n)=>`${t}/${n+1}`;
export{rl,il,ld};
