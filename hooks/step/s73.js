// @bun
var Yc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],el=["execute","tdd"],Hu=(t,n)=>`${t}/${n+1}`;
export{Yc,el,Hu};
