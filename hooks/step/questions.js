// @bun
import{Ic}from"./s20.js";export{Ic as viewQuestions};
