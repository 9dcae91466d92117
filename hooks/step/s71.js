// @bun
var Jc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Yc=["execute","tdd"],Gu=(t,n)=>`${t}/${n+1}`;
export{Jc,Yc,Gu};
