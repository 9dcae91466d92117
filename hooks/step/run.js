// @bun
import{Xn,Gc}from"./s9.js";export{Gc as endGroup,Xn as runProcess};
