// @bun
var Yc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],el=["execute","tdd"],rd=(t,n)=>`${t}/${n+1}`;
export{Yc,el,rd};
