// @bun
import{Ii,Tl,tp,Xu}from"./shared-6.js";import"./shared-10.js";import"./shared-26.js";import"./shared-18.js";export{Ii as atWork,Tl as rollBack,tp as snapshotBefore,Xu as workSnapshot};
