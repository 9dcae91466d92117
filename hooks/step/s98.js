// @bun
var zs=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{zs};
