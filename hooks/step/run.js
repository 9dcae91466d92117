// @bun
import{Xp,vc}from"./s5.js";export{vc as endGroup,Xp as runProcess};
