// @bun
import{rn,yc}from"./shared-31.js";import"./shared-62.js";export{yc as endGroup,rn as runProcess};
