// @bun
import{hm,Cc}from"./s14.js";export{Cc as endGroup,hm as runProcess};
