// @bun
var Zs=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{Zs};
