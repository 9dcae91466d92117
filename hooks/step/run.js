// @bun
import{cn,$c}from"./shared-37.js";import"./shared-63.js";export{$c as endGroup,cn as runProcess};
