// @bun
import{Kf,Ha}from"./s70.js";export{Ha as endGroup,Kf as runProcess};
