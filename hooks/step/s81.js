// @bun
var il=["auto","checkpoint:human-verify","checkpoint:decision","checkpoint:human-action"],al=["execute","tdd"],ed=(t,n)=>`${t}/${n+1}`;
export{il,al,ed};
