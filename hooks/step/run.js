// @bun
import{Np,gc}from"./s57.js";export{gc as endGroup,Np as runProcess};
