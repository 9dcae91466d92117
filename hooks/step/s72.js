// @bun
var Dc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Wc=["execute","tdd"],Uu=(t,n)=>`${t}/${n+1}`;
export{Dc,Wc,Uu};
