// @bun
var Jc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Yc=["execute","tdd"],Bu=(t,n)=>`${t}/${n+1}`;
export{Jc,Yc,Bu};
