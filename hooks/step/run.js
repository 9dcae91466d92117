// @bun
import{Np,gc}from"./s55.js";export{gc as endGroup,Np as runProcess};
