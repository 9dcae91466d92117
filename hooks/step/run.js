// @bun
import{rn,bc}from"./shared-32.js";import"./shared-64.js";export{bc as endGroup,rn as runProcess};
