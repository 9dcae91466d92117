// @bun
var qc=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],Bc=["execute","tdd"],Hu=(t,n)=>`${t}/${n+1}`;
export{qc,Bc,Hu};
