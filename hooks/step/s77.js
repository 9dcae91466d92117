// @bun
var Ps=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{Ps};
